import { Section } from '../../../../ui/pane';
import { KEY_HELP } from './play-keys';

/** Keys and rules in a few lines. */
export function PlayHelp() {
  return (
    <>
      <Section title="Keys">
        <dl className="play-keys">
          {KEY_HELP.map(({ keys, does }) => (
            <div key={keys}>
              <dt>{keys}</dt>
              <dd>{does}</dd>
            </div>
          ))}
        </dl>
      </Section>
      <Section title="How it goes">
        <p className="text-sm text-2">
          You are outlined. Troops grow fastest at half of what your land can feed; those under way neither grow nor
          defend. Unowned land costs 5 troops a tile, that of others more the denser they stand; hills half more, cities
          double. 80 % of the land, or being the last, wins; after 256 decisions the game ends.
        </p>
      </Section>
    </>
  );
}
