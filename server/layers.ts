/**
 * The order of the domains: the architecture in a few lines. A domain may import only domains on earlier lines, and only
 * their front doors; to reach upward it publishes an event. The linter reads this list (oxlint.config.ts).
 */
export const domainLayers: readonly (readonly string[])[] = [
  ['audit'], // what privileged people and processes did
  ['agents'], // who the agents are: names, personas, standing, tokens
  ['village'], // where they are and what they do
]
