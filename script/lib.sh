# Shared by the scripts in this folder; sourced, not run.

say() { printf '%s\n' "$*"; }

fail() {
    printf '%s\n' "$*" >&2
    exit 1
}

# install_packages PACKAGE...: Debian packages, with sudo unless root.
install_packages() {
    local as_root=()
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || fail "These Debian packages are missing, and neither root nor sudo is here: $*"
        as_root=(sudo)
    fi
    command -v apt-get >/dev/null || fail "Please install what these Debian packages hold, and start again: $*"
    say "Installing Debian packages: $*."
    local install=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends "$@")
    # Without lists, or with lists older than the mirror, the first try fails; that costs less than an update each time.
    if ! "${install[@]}" >/dev/null 2>&1; then
        "${as_root[@]}" apt-get --quiet=2 update
        local log
        log=$("${install[@]}" 2>&1) || fail "$log"
    fi
}

# fingerprint FILE...: one hash of the files' contents.
fingerprint() { cat -- "$@" | sha256sum | cut -d ' ' -f 1; }
