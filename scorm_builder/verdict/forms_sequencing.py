"""The elements of IMS Simple Sequencing and of ADL's additions to it (SCORM 2004)."""

from __future__ import annotations

from scorm_builder.verdict.grammar import Forms, form
from scorm_builder.verdict.values import (
    anything,
    boolean,
    count,
    duration,
    measure,
    moment,
    name,
    one_of,
    share,
)

_CONDITIONS = (
    "satisfied", "objectiveStatusKnown", "objectiveMeasureKnown", "completed",
    "activityProgressKnown", "attempted", "attemptLimitExceeded", "timeLimitExceeded",
    "outsideAvailableTimeRange",
)  # fmt: skip
_RULE_CONDITIONS = (
    *_CONDITIONS, "objectiveMeasureGreaterThan", "objectiveMeasureLessThan", "always",
)  # fmt: skip
_OPERATOR = one_of("not", "noOp")
_COMBINATION = one_of("all", "any")
_TIMING = one_of("never", "once", "onEachNewAttempt")
_CONSIDERED = one_of("always", "ifAttempted", "ifNotSkipped", "ifNotSuspended")
_OBJECTIVE = "minNormalizedMeasure? mapInfo*"

SEQUENCING: Forms = {
    "sequencingCollection": form("sequencing+"),
    "sequencing": form(
        "controlMode? sequencingRules? limitConditions? auxiliaryResources? rollupRules? objectives?"
        " randomizationControls? deliveryControls? #!",
        ID=anything, IDRef=name,
    ),
    "controlMode": form(
        choice=boolean, choiceExit=boolean, flow=boolean, forwardOnly=boolean,
        useCurrentAttemptObjectiveInfo=boolean, useCurrentAttemptProgressInfo=boolean,
    ),
    "sequencingRules": form("preConditionRule* exitConditionRule* postConditionRule*"),
    "preConditionRule": form("ruleConditions? ruleAction"),
    "exitConditionRule": form("ruleConditions? ruleAction"),
    "postConditionRule": form("ruleConditions? ruleAction"),
    "ruleConditions": form("ruleCondition+", conditionCombination=_COMBINATION),
    "ruleCondition": form(
        referencedObjective=anything, measureThreshold=measure, operator=_OPERATOR,
        condition=(one_of(*_RULE_CONDITIONS),),
    ),
    "preConditionRule/ruleAction": form(
        action=(one_of("skip", "disabled", "hiddenFromChoice", "stopForwardTraversal"),)
    ),
    "exitConditionRule/ruleAction": form(action=(one_of("exit"),)),
    "postConditionRule/ruleAction": form(
        action=(one_of("exitParent", "exitAll", "retry", "retryAll", "continue", "previous"),)
    ),
    "limitConditions": form(
        attemptLimit=count, attemptAbsoluteDurationLimit=duration,
        attemptExperiencedDurationLimit=duration, activityAbsoluteDurationLimit=duration,
        activityExperiencedDurationLimit=duration, beginTimeLimit=moment, endTimeLimit=moment,
    ),
    "auxiliaryResources": form("auxiliaryResource*"),
    "auxiliaryResource": form(auxiliaryResourceID=(anything,), purpose=(anything,)),
    "rollupRules": form(
        "rollupRule*",
        rollupObjectiveSatisfied=boolean, rollupProgressCompletion=boolean,
        objectiveMeasureWeight=share,
    ),
    "rollupRule": form(
        "rollupConditions rollupAction",
        childActivitySet=one_of("all", "any", "none", "atLeastCount", "atLeastPercent"),
        minimumCount=count, minimumPercent=share,
    ),
    "rollupConditions": form("rollupCondition+", conditionCombination=_COMBINATION),
    "rollupCondition": form(operator=_OPERATOR, condition=(one_of(*_CONDITIONS),)),
    "rollupAction": form(
        action=(one_of("satisfied", "notSatisfied", "completed", "incomplete"),)
    ),
    "objectives": form("primaryObjective objective*"),
    "primaryObjective": form(_OBJECTIVE, satisfiedByMeasure=boolean, objectiveID=anything),
    "objective": form(_OBJECTIVE, satisfiedByMeasure=boolean, objectiveID=(anything,)),
    "minNormalizedMeasure": form(text=lambda value: measure(value) if value else ""),
    "mapInfo": form(
        targetObjectiveID=(anything,), readSatisfiedStatus=boolean, readNormalizedMeasure=boolean,
        writeSatisfiedStatus=boolean, writeNormalizedMeasure=boolean,
    ),
    "randomizationControls": form(
        randomizationTiming=_TIMING, selectCount=count, reorderChildren=boolean,
        selectionTiming=_TIMING,
    ),
    "deliveryControls": form(
        tracked=boolean, completionSetByContent=boolean, objectiveSetByContent=boolean
    ),
}  # fmt: skip

SEQUENCING_OF_ADL: Forms = {
    "constrainedChoiceConsiderations": form(preventActivation=boolean, constrainChoice=boolean),
    "rollupConsiderations": form(
        requiredForSatisfied=_CONSIDERED, requiredForNotSatisfied=_CONSIDERED,
        requiredForCompleted=_CONSIDERED, requiredForIncomplete=_CONSIDERED,
        measureSatisfactionIfActive=boolean,
    ),
}  # fmt: skip

SEQUENCING_4: Forms = {
    **SEQUENCING_OF_ADL,
    "objectives": form("objective+"),
    "objective": form("mapInfo+", objectiveID=(anything,)),
    "mapInfo": form(
        targetObjectiveID=(anything,), readRawScore=boolean, readMinScore=boolean,
        readMaxScore=boolean, readCompletionStatus=boolean, readProgressMeasure=boolean,
        writeRawScore=boolean, writeMinScore=boolean, writeMaxScore=boolean,
        writeCompletionStatus=boolean, writeProgressMeasure=boolean,
    ),
}  # fmt: skip

NAVIGATION: Forms = {
    "presentation": form("navigationInterface?"),
    "navigationInterface": form("hideLMSUI*"),
    "hideLMSUI": form(
        text=one_of(
            "abandon", "continue", "exit", "previous", "suspendAll", "exitAll", "abandonAll"
        )
    ),
}
