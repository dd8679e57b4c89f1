import { useRef, type MouseEvent } from 'react';
import { BoardPicture, type BoardPictureProps } from '../board-picture';

/** The map, which a click gives an order to. Keys do the same, so the click needs no spoken name of its own. */
export function PlayBoard({
  onPlace,
  ...picture
}: BoardPictureProps & {
  /** A place of the map in tiles from the upper left corner. */
  readonly onPlace: (place: readonly [number, number]) => void;
}) {
  const frame = useRef<HTMLDivElement>(null);
  const onClick = ({ clientX, clientY }: MouseEvent): void => {
    const box = frame.current?.firstElementChild?.getBoundingClientRect();
    if (box === undefined) return;
    const { side } = picture.board;
    onPlace([((clientX - box.left) / box.width) * side, ((clientY - box.top) / box.height) * side]);
  };
  return (
    <div ref={frame} className="play-board" onClick={onClick}>
      <BoardPicture {...picture} />
    </div>
  );
}
