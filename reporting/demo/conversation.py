"""What do the invented organisations say, and what is answered? No real organisation is ever given words.

Three of them disagree about commitment 4; one question has waited 47 days on the demonstration's own day; one
answer serves two comments; one comment reached the wrong ministry and went on to the right body.
"""

from reporting.demo.steps import Step
from reporting.demo.talking import Answers, Asks, Forwards

DISAGREEMENT: tuple[Step, ...] = (
    Asks(
        "2020-02-05 10:30",
        "association",
        "nothing open yet",
        "Sample comment: datasets are listed, but we can download none of them. When will the first one be open?",
        about="4",
        view="not_started",
        why="Sample view: a list is not yet open data.",
    ),
    Answers(
        "2020-02-28 14:00",
        "culture",
        ["nothing open yet"],
        "accepted",
        "Sample answer: the first two datasets will be open in April.",
    ),
    Asks(
        "2020-09-22 11:15",
        "association",
        "half of it",
        "Sample comment: we tried to download each of the ten datasets:\n\n- five could be downloaded,\n"
        "- three asked us to sign in,\n- two were not there.",
        about="4",
        view="limited",
        why="Sample view: half of the datasets can be used.",
    ),
    Answers(
        "2020-10-05 09:50",
        "culture-2",
        ["half of it"],
        "partly_accepted",
        "Sample answer: sign-in is removed from the three. The other two wait for the owners of the rights.",
    ),
    Asks(
        "2020-10-14 13:05",
        "forum",
        "good enough",
        "Sample comment: our members build on what is there. Please keep the addresses stable.",
        about="4",
        view="substantial",
        why="Sample view: most of what our members need can be used.",
    ),
    Asks(
        "2020-10-15 16:40",
        "network",
        "all there",
        "Sample comment: for teaching, everything we asked for is there.",
        about="4",
        view="completed",
        why="Sample view: the datasets that schools asked for are all open.",
    ),
    Answers(
        "2020-11-02 10:20",
        "culture",
        ["good enough", "all there"],
        "noted",
        "Sample answer: thank you. Addresses stay as they are; what is still missing is reported per milestone.",
    ),
)

QUESTIONS: tuple[Step, ...] = (
    Asks(
        "2020-02-10 09:00",
        "association",
        "wrong door",
        "Sample comment: which guidance on electronic tenders should small municipalities follow?",
        about="6",
    ),
    Forwards(
        "2020-02-24 10:10",
        "trade",
        "wrong door",
        "nor-digdir",
        "Sample reason: the guidance is written in that agency.",
    ),
    Answers(
        "2020-03-16 12:30",
        "digitalisation",
        ["wrong door"],
        "accepted",
        "Sample answer: the short guide. It is now linked from the first page.",
    ),
    Asks(
        "2020-04-21 15:20",
        "association",
        "which rights",
        "Sample comment: which rights to photographs are not settled, and with whom?",
        entry="two datasets",
    ),
    Answers(
        "2020-05-05 09:15",
        "culture-2",
        ["which rights"],
        "accepted",
        "Sample answer: those of photographers whose heirs are not known. The next entry will say how many.",
    ),
    Asks(
        "2020-06-08 11:00",
        "forum",
        "a standing forum",
        "Sample comment: will the forum meet between plans, and with whom?",
    ),
    Answers(
        "2020-07-01 13:30",
        "coordinator",
        ["a standing forum"],
        "noted",
        "Sample answer: this is being considered for the next plan; a proposal is open to comments in autumn.",
    ),
    Asks(
        "2020-09-08 10:45",
        "network",
        "a draft is no proof",
        "Sample comment: the page that was linked showed a draft. Where is the approved text?",
        about="5.2",
        view="substantial",
        why="Sample view: what can be read was not approved.",
    ),
    Answers(
        "2020-09-30 14:25",
        "local-government",
        ["a draft is no proof"],
        "not_accepted",
        "Sample answer: the standard is approved; its page is being moved and will be linked again.",
    ),
    Asks(
        "2020-10-07 09:15",
        "network",
        "47 days",
        "Sample comment: when will the shared register be open to libraries in the municipalities?",
        about="4.4",
    ),
    Asks(
        "2020-11-16 08:40",
        "forum",
        "one week",
        "Sample comment: is there a file with all figures, to download at once?",
        about="2.1",
    ),
)

STEPS = (*DISAGREEMENT, *QUESTIONS)
