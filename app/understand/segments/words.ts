// A ready-made segment is called in each language what we call it there, until the merchant calls it otherwise.
import { type Words, wordsOf } from '../words.ts';
import { RECIPES } from './recipes.ts';

const READY_MADE = new Map(RECIPES.map((recipe) => [recipe.key, recipe]));

export const segmentName = ({ recipe, name }: { recipe: string | null; name: string }): Words =>
  wordsOf(name, READY_MADE.get(recipe ?? '')?.name);

export const segmentDescription = ({ recipe, description }: { recipe: string | null; description: string }): Words =>
  wordsOf(description, READY_MADE.get(recipe ?? '')?.description);
