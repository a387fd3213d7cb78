# A private PostgreSQL for one run of the tests; sourced after lib.sh. It listens on a Unix socket in a private folder,
# never on the network, and never touches a cluster of the machine.

# postgres_bin: the folder of the newest server programs, or nothing.
postgres_bin() {
    local folder
    for folder in $(ls -d /usr/lib/postgresql/*/bin /usr/pgsql-*/bin 2>/dev/null | sort -Vr) \
        "$(pg_config --bindir 2>/dev/null || true)" "$(dirname "$(command -v initdb || true)")"; do
        if [ -x "$folder/initdb" ] && [ -x "$folder/postgres" ] && [ -x "$folder/pg_ctl" ]; then
            printf '%s\n' "$folder"
            return
        fi
    done
}

install_postgres() {
    [ -z "$(postgres_bin)" ] || return 0
    # Debian's package makes and starts a cluster for the whole machine unless it is told not to.
    local setting=/etc/postgresql-common/createcluster.d/tracker-tests.conf as_root=()
    [ "$(id -u)" -eq 0 ] || as_root=(sudo)
    install_packages postgresql-common
    "${as_root[@]}" mkdir -p "$(dirname "$setting")"
    echo 'create_main_cluster = false' | "${as_root[@]}" tee "$setting" >/dev/null
    install_packages postgresql
    "${as_root[@]}" rm "$setting"
}

# as_server COMMAND...: PostgreSQL refuses to run as root.
as_server() {
    if [ "$(id -u)" -eq 0 ]; then
        runuser -u postgres -- "$@"
    else
        "$@"
    fi
}

# start_postgres: sets TRACKER_TEST_DATABASE_URL and stops and deletes everything when the script ends.
start_postgres() {
    unset "${!PG@}"
    postgres_programs=$(postgres_bin)
    postgres_folder=$(mktemp -d /tmp/tracker-postgres.XXXXXX)
    trap stop_postgres EXIT
    [ "$(id -u)" -ne 0 ] || chown postgres: "$postgres_folder"
    (
        cd "$postgres_folder"
        as_server "$postgres_programs/initdb" --pgdata=data --username=tracker --auth=trust --no-sync \
            --encoding=UTF8 --locale=C.UTF-8 >initdb.log 2>&1 || { cat initdb.log >&2; exit 1; }
        # fsync off: the data is thrown away, whatever happens to the machine
        as_server "$postgres_programs/pg_ctl" --pgdata=data --log="$postgres_folder/server.log" --wait --timeout=60 \
            --options="-k $postgres_folder -c listen_addresses='' -c fsync=off -c synchronous_commit=off \
                -c full_page_writes=off -c unix_socket_permissions=0700" start >/dev/null \
            || { cat server.log >&2; exit 1; }
    )
    export TRACKER_TEST_DATABASE_URL="postgresql+psycopg://tracker@/postgres?host=$postgres_folder"
}

stop_postgres() {
    (
        cd "$postgres_folder"
        as_server "$postgres_programs/pg_ctl" --pgdata=data --mode=immediate --wait stop >/dev/null 2>&1
    ) || true
    rm -rf "$postgres_folder"
}
