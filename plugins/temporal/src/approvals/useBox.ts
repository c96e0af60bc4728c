import {
  questionBoxes,
  type QuestionBox,
} from 'backstage-plugin-temporal-common';
import { useSearchParams } from 'react-router-dom';

/** The box that the address names, and how to go to another. */
export function useBox(): readonly [QuestionBox, (box: QuestionBox) => void] {
  const [address, setAddress] = useSearchParams();
  const named = boxNamed(address.get('box'));
  return [named ?? 'to-answer', box => setAddress({ box })];
}

/** The box of this name, if there is one. */
export function boxNamed(name: unknown): QuestionBox | undefined {
  return questionBoxes.find(box => box === name);
}
