"""What the verbs of commenting refuse, as sentences."""

from flask_babel import lazy_gettext as _

SENTENCES = {
    "comments_on_archived": _("It has been archived, so that nobody can comment on it any more."),
    "answer_elsewhere": _("The comment that you answer belongs to another discussion."),
    "answer_to_resolved": _(
        "The comment has been closed meanwhile. Reopen it to answer, or send your text as a new comment."
    ),
    "comment_resolved": _("The comment is closed already."),
    "comment_open": _("The comment is open already."),
    "comment_withdrawn": _("The comment has been withdrawn."),
    "not_own_comment": _("Only the person who wrote a comment can withdraw it."),
    "not_mentionable": _("Only people who can see the plan can be mentioned. Choose from the list."),
    "several_of_that_name": _(
        "Several people are called “%(name)s”. Choose the right one under “Mention people”."
    ),
    "too_many_mentioned": _("Mention at most %(most)s people in one comment."),
}
