/** The journeys that can be switched on today, with the groups whose next step they are. */
const RECIPES = [
  { recipe: 'recovery', url: '/app/journeys/recovery', groups: ['new', 'promising', 'active'] },
] as const;

/** What runs by itself for a group; none where only a person can do what is suggested. */
export const recipeFor = (group: string) => RECIPES.filter(({ groups }) => groups.some((each) => each === group));
