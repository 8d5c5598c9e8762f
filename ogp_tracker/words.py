"""Which words do readers see for the codes of the record? Lower case, as they stand within a sentence."""

from django.utils.translation import gettext_lazy, pgettext_lazy

#: A state's word for readers, lower case as it stands within a sentence. The first four are OGP's own.
LEVEL_WORDS = {
    "completed": gettext_lazy("completed"),
    "substantial": gettext_lazy("substantial"),
    "limited": gettext_lazy("limited"),
    "not_started": gettext_lazy("not started"),
    "not_reported": gettext_lazy("not reported"),
    "withdrawn": gettext_lazy("withdrawn"),
    "undetermined": gettext_lazy("cannot be indicated"),
}
#: What a milestone can be asked for by: its state, or that its day has passed.
STATE_WORDS = {**LEVEL_WORDS, "overdue": gettext_lazy("overdue")}
#: The languages content is written in.
LANGUAGE_WORDS = {
    "en": gettext_lazy("English"),
    "nb": gettext_lazy("Norwegian Bokmål"),
    "nn": gettext_lazy("Norwegian Nynorsk"),
    "se": gettext_lazy("Northern Sámi"),
}
#: The same, each by its own name.
OWN_NAMES = {"en": "English", "nb": "Bokmål", "nn": "Nynorsk", "se": "Davvisámegiella"}
#: OGP's values (``domain.md`` 3), as a plan claims them.
VALUE_WORDS = {
    "access_to_information": gettext_lazy("access to information"),
    "civic_participation": gettext_lazy("civic participation"),
    "public_accountability": gettext_lazy("public accountability"),
    "technology_and_innovation": gettext_lazy("technology and innovation"),
}
#: Who states a responsibility, as the loader of plans writes it before the address.
SOURCE_WORDS = {
    "OGP": gettext_lazy("OGP"),
    "The plan": gettext_lazy("The plan"),
    "The IRM": gettext_lazy("The IRM"),
}
#: What an event did (``Event.verb``).
VERB_WORDS = {
    "add_evidence": gettext_lazy("evidence added"),
    "add_member": gettext_lazy("member added"),
    "amend_plan": gettext_lazy("plan amended"),
    "answer": gettext_lazy("comment answered"),
    "assign": gettext_lazy("responsibility given"),
    "check_link": gettext_lazy("link checked"),
    "comment": gettext_lazy("comment published"),
    "correct_transcription": gettext_lazy("transcription of the plan corrected"),
    "end_membership": gettext_lazy("membership ended"),
    "end_responsibility": gettext_lazy("responsibility ended"),
    "enter_irm_code": gettext_lazy("IRM code entered"),
    "enter_irm_report": gettext_lazy("IRM report entered"),
    "forward": gettext_lazy("comment forwarded"),
    "freeze_report": gettext_lazy("report frozen"),
    "load_plan": gettext_lazy("plan loaded"),
    "name_organisation": gettext_lazy("body named"),
    "open_report": gettext_lazy("report opened"),
    "record_statement": gettext_lazy("completion stated"),
    "record_status": gettext_lazy("status recorded"),
    "redact": gettext_lazy("text removed by law"),
    "reissue_report": gettext_lazy("report issued again"),
    "respond": gettext_lazy("response published"),
    "withdraw_evidence": gettext_lazy("evidence withdrawn"),
}
#: What kind of row an event wrote (``Recorded.record_kind``).
KIND_WORDS = {
    "amendment": gettext_lazy("amendment"),
    "answer": gettext_lazy("link from a response to a comment"),
    "assessment": gettext_lazy("code of the IRM"),
    "comment": gettext_lazy("comment"),
    "commitment_statement": gettext_lazy("statement of completion"),
    "commitment_version": gettext_lazy("wording of a commitment"),
    "evidence": gettext_lazy("evidence"),
    "forwarding": gettext_lazy("forwarding"),
    "freeze": gettext_lazy("frozen document"),
    "irm_report": gettext_lazy("report of the IRM"),
    "link_check": gettext_lazy("check of a link"),
    "membership": gettext_lazy("membership"),
    "milestone_succession": gettext_lazy("succession of milestones"),
    "milestone_version": gettext_lazy("wording of a milestone"),
    "organisation_name": gettext_lazy("name of a body"),
    "phase": gettext_lazy("phase of the plan"),
    "plan_version": gettext_lazy("wording of the plan"),
    "redaction": gettext_lazy("removal by law"),
    "reissue": gettext_lazy("document issued again"),
    "report": gettext_lazy("report"),
    "response": gettext_lazy("response"),
    "responsibility": gettext_lazy("responsibility"),
    "status_update": gettext_lazy("entry"),
    "succession": gettext_lazy("succession of bodies"),
    "theme_version": gettext_lazy("wording of a theme"),
}
#: Counts up to nine, as they are read in a sentence.
SMALL_NUMBERS = (
    gettext_lazy("no"),
    gettext_lazy("one"),
    gettext_lazy("two"),
    gettext_lazy("three"),
    gettext_lazy("four"),
    gettext_lazy("five"),
    gettext_lazy("six"),
    gettext_lazy("seven"),
    gettext_lazy("eight"),
    gettext_lazy("nine"),
)
#: No and one of something whose gender other languages follow ("éi forplikting", "éin milepæl", "eitt trinn").
NONE_AND_ONE = {
    "commitment": (pgettext_lazy("commitment", "no"), pgettext_lazy("commitment", "one")),
    "entry": (pgettext_lazy("entry", "no"), pgettext_lazy("entry", "one")),
    "step": (pgettext_lazy("step", "no"), pgettext_lazy("step", "one")),
    "place": (pgettext_lazy("place", "no"), pgettext_lazy("place", "one")),
}
