"""Numbers for what has a name elsewhere: kinds of timers and events, answers, rules, labels."""

# Timers, in the words of `sim.talks.timers`.
DEMAND = 1
WITHDRAWAL = 2
CONVENE = 3
ADJOURN = 4
TABLE = 5
REVISE = 6
COUNTER = 7
TELL = 8
MOOD = 9
ANSWER = 10
RETHINK = 11
SUPERSEDE = 12
LAPSE = 13
STOCK = 14
SPEAK = 15
STATE = 16
SHOCK = 17
AGREE = 18
SUSPEND = 19
RESUME = 20
COLLAPSE = 21
SETTLE = 22
BREAK = 23
RATIFY = 24
FAIL = 25
CONCLUDE = 26
HORIZON = 27
SCRIPT = 28
CLOSE = 29

# Events, in the words of `sim.talks.events`.
CONVENED = 1
SLIPPED = 2
ADJOURNED = 3
RAISED = 4
WITHDRAWN = 5
LAPSED = 6
AGREED = 7
SUSPENDED = 8
RESUMED = 9
COLLAPSED = 10
ENDED = 11
ANSWERED = 12
REVISED = 13
TABLED = 14
ASSESSED = 15
RELAYED = 16
STATED = 17
LINE_STATED = 18
STRUCK = 19
SETTLED = 20
VOTED = 21
FAILED = 22
CONCLUDED = 23
REPORTED = 24  # by the press, or one who took part
LET_PASS = 25  # a decision, by a person

# Where the numbers of a row stand; its floats follow one another in a pool of their own.
KIND = 0
TICK = 1
ACTOR = 2
CAUSE = 3
FIRED = 4
TEXT = 5
PACKAGE = 6
GIVEN = 7  # an answer, a mood, a label
OTHER = 8  # an actor, issue, session, shock, item or reason
MORE = 9
BITS = 10
FLOATS = 11  # where its floats begin
COUNT = 12  # how many there are
WIDTH = 13

NONE = -1
SILENT = -9  # no answer, no mood

# Forced moves, in the words of `sim.scenario.moves`.
RAISE = 0
WITHDRAW = 1
PUT = 2  # a text on the table
ACCEPT = 3
CRITICISE = 4
REJECT = 5
SAY_LINE = 6
PROGRESS = 7
PESSIMISM = 8
SILENCE = 9
COLLAPSE_TOLD = 10
DOUBT = 11
SET = 12  # fields, from then on

# How inputs are drawn.
POINT = 0
UNIFORM = 1
TRIANGULAR = 2
CHOICE = 3

NO_LINE = 0
SOFT_LINE = 1
HARD_LINE = 2

NEVER_NEEDED = 0
ALWAYS_NEEDED = 1
NEEDED_ON_CHANGE = 2

RAISES = 1  # bits of a demand that is dated
WITHDRAWS = 2

PHASES = 3  # not yet raised, raised, withdrawn
PHASE_NOT_YET = 0
PHASE_RAISED = 1
PHASE_WITHDRAWN = 2

NASH = 0
FAIREST = 1
LIKELIEST = 2
PROPORTIONAL = 3
COUNTERED = 4
OFFERED = 5
OWN = 6
PLUGGED = 7  # by a rule of somebody's
RULES = 8  # more than there are

DRAFT = 0
BRIDGING = 1
FINAL = 2

DOUBTED = 0  # what a statement says of how near agreement is
PROGRESSED = 1
NO_SIGN = 2

SUPERSEDED = 0
OVERDUE = 1

LUCK = 5  # where an answer's floats have its luck
SHARED = 1  # bits of an answer
HARD = 2
BOUND = 4  # to the luck it tells
EXHAUSTED = 1  # bits of an assessment
KEEPS = 2
FORCED = 1  # a bit of a public commitment: not of the pressure to speak
DATED = 1  # bits of a text: its last float is the days to answer, NaN without an end
FROM_TABLING = 2

BROKEN = 0  # why an implementation failed
UNRATIFIED = 1

DEAL = 0
FRAMEWORK_ONLY = 1
IMPLEMENTATION_FAILED = 2
OUT_COLLAPSED = 3
NO_AGREEMENT = 4
GOING_ON = -1
ELSEWHERE = -2  # more texts, or demands otherwise, than the arrays have room for

COINS = 4294967296  # tries of the inputs have coins of their own, beyond those of runs
TEXTS = 400  # of a run: luck has names for so many
POINTS = 21  # of a belief: GRID + 1
PLACES = 96  # positions at hand while a change of an answer is looked for
# Where the numbers of a position stand; the shares of the other parties follow.
WORTH = 0
NO_DEAL = 1
ASPIRATION = 2
AVERSION = 3
INCLINATION = 4
REJECT_BAR = 5
SHARES = 6
# And those of an observation.
SEEN_WORTH = 0
SEEN_BEST = 1
SEEN_LEFT = 2
SEEN_ADDED = 3
SEEN_CONCEDED = 4
SEEN_LABEL = 5
SEEN_ACCEPT_BAR = 6
SEEN_REJECT_BAR = 7
SEEN = 8  # the shares of the others follow

# Where the numbers of a run that is over stand, in the order of `sim.ensemble.frame`. Those of
# actors follow: of each kind one an actor.
RUN_TRIED = 0
RUN_OUTCOME = 1
RUN_FRAMEWORK_TICK = 2  # NaN: there was none
RUN_TICK = 3
RUN_OPEN = 4
RUN_TEXTS = 5
RUN_EVENTS = 6
RUN_LAPSED = 7
RUN_UNANSWERED = 8
RUN_REPLACED = 9
RUN_FRAMEWORK = 10  # its package; NONE: there was none
RUN_ACTORS = 11
RUN_WORTH = 0
RUN_SURPLUS = 1
RUN_NO_DEAL = 2
RUN_TABLED = 3
RUN_REVISING = 4
RUN_MISSING = 5
RUN_KINDS = 6
