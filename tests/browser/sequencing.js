'use strict';
// The sequencing of a manifest in the engine of scorm-again: what a learner may open, and what becomes of the whole.
/* global Scorm2004API */

/** @param {string} manifest */
window.sequence = (manifest) => {
  const root = new DOMParser().parseFromString(manifest, 'text/xml');
  const all = (node, name) => [...node.getElementsByTagNameNS('*', name)];
  const given = (node) => Object.fromEntries(node ? [...node.attributes].map(({ name, value }) => [name, /^(true|false)$/.test(value) ? value === 'true' : value]) : []);
  const mapped = (node) => ({ ...given(node), mapInfo: all(node, 'mapInfo').map(given) });

  const activity = (item) => {
    const [roll] = all(item, 'rollupRules').map(given);
    const [primary] = all(item, 'primaryObjective');
    const [mark] = all(item, 'minNormalizedMeasure');
    return {
      id: item.getAttribute('identifier'),
      title: item.getElementsByTagName('title')[0].textContent,
      sequencingControls: { ...roll, objectiveMeasureWeight: +roll.objectiveMeasureWeight, ...given(all(item, 'deliveryControls')[0]) },
      primaryObjective: primary && { ...mapped(primary), ...mark && { minNormalizedMeasure: +mark.textContent } },
      objectives: all(item, 'objective').map(mapped),
      sequencingRules: {
        preConditionRules: all(item, 'preConditionRule').map((rule) => ({
          ...given(all(rule, 'ruleAction')[0]),
          ...given(all(rule, 'ruleConditions')[0]),
          conditions: all(rule, 'ruleCondition').map(given),
        })),
      },
    };
  };

  const [organization] = all(root, 'organization');
  const tree = { id: 'whole', title: 'whole', sequencingControls: given(all(root, 'controlMode')[0]), children: all(organization, 'item').map(activity) };
  const api = new Scorm2004API({ logLevel: 5, sequencing: { activityTree: tree } });
  const engine = api._sequencing.overallSequencingProcess;
  const whole = api._sequencing.activityTree.root;

  /** Whether a request of a learner is granted. */
  const ask = (request, item) => engine.processNavigationRequest(request, item).valid;

  /** An item says that it is complete and passed, with a score where it has one. */
  const finish = (id, score) => {
    const item = whole.children.find((one) => one.id === id);
    Object.assign(item, { isCompleted: true, completionStatus: 'completed', attemptProgressStatus: true, progressMeasure: 1, progressMeasureStatus: true });
    Object.assign(item, { objectiveSatisfiedStatus: true, objectiveSatisfiedStatusKnown: true, successStatus: 'passed' });
    Object.assign(item.primaryObjective, { satisfiedStatus: true, satisfiedStatusKnown: true, progressMeasure: 1, completionStatus: 'completed' });
    if (score) {
      Object.assign(item, { objectiveNormalizedMeasure: score, objectiveMeasureStatus: true });
      Object.assign(item.primaryObjective, { normalizedMeasure: score, measureStatus: true });
    }
    engine.synchronizeGlobalObjectives();
    engine.rollupProcess.overallRollupProcess(item);
    return [whole.completionStatus, whole.objectiveSatisfiedStatus, whole.objectiveNormalizedMeasure];
  };

  return { ask, finish };
};
