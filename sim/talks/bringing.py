"""What each timer brings, and each forced move: the kinds of event that may come of it."""

from __future__ import annotations

from collections.abc import Mapping

from sim.talks import events as e
from sim.talks.event import Event
from sim.talks.timers import (
    ADJOURN,
    AGREE,
    ANSWER,
    BREAK,
    CLOSE,
    COLLAPSE,
    CONCLUDE,
    CONVENE,
    COUNTER,
    DEMAND,
    FAIL,
    HORIZON,
    LAPSE,
    MOOD,
    RATIFY,
    RESUME,
    RETHINK,
    REVISE,
    SETTLE,
    SHOCK,
    SPEAK,
    STATE,
    STOCK,
    SUPERSEDE,
    SUSPEND,
    TABLE,
    TELL,
    WITHDRAWAL,
)

Kinds = tuple[type[Event], ...]

FIRST_ANSWERS: Kinds = (e.TextAccepted, e.TextCriticised, e.TextRejected)
ANSWERS: Kinds = (*FIRST_ANSWERS, e.AnswerRevised)
BRINGS: Mapping[str, Kinds] = {
    CLOSE: (e.RecordClosed,),
    HORIZON: (e.HorizonReached,),
    DEMAND: (e.DemandRaised,),
    WITHDRAWAL: (e.DemandWithdrawn,),
    CONVENE: (e.SessionConvened, e.SessionSlipped),
    ADJOURN: (e.SessionAdjourned,),
    TABLE: (e.TextTabled, e.AssessmentFormed),
    REVISE: (e.TextTabled, e.AssessmentFormed),
    COUNTER: (e.TextTabled,),
    TELL: (e.MessageRelayed,),
    MOOD: (e.MessageRelayed,),
    ANSWER: FIRST_ANSWERS,
    RETHINK: (e.AnswerRevised,),
    SUPERSEDE: (e.TextLapsed,),
    LAPSE: (e.TextLapsed,),
    STOCK: (e.AssessmentFormed,),
    SPEAK: (e.StatementMade,),
    STATE: (e.RedLineStated,),
    SHOCK: (e.ShockStruck,),
    AGREE: (e.FrameworkAgreed,),
    SUSPEND: (e.TalksSuspended,),
    RESUME: (e.TalksResumed,),
    COLLAPSE: (e.TalksCollapsed,),
    SETTLE: (e.ItemSettled,),
    BREAK: (e.ImplementationFailed,),
    RATIFY: (e.RatificationVoted,),
    FAIL: (e.ImplementationFailed,),
    CONCLUDE: (e.DealConcluded,),
}
FORCES: Mapping[str, Kinds] = {  # by the verb of a forced move
    "raise": (e.DemandRaised,),
    "withdraw": (e.DemandWithdrawn,),
    "table": (e.TextTabled,),
    "accept": ANSWERS,
    "criticise": ANSWERS,
    "reject": ANSWERS,
    "statement": (e.RedLineStated,),
    "progress": (e.StatementMade, e.ReportPublished),
    "pessimism": (e.StatementMade,),
    "silence": (e.StatementMade,),
    "collapse": (e.ReportPublished,),
    "doubt": (e.ReportPublished,),
    "set": (e.InputChanged,),
}
OF_AN_ACTOR = (TABLE, REVISE, COUNTER, ANSWER, RETHINK, STOCK, SPEAK, STATE, RATIFY)
