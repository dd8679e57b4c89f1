import { describe, expect, it } from 'vitest';
import { COMMANDS, commandIdSchema } from '#contract/commands';
import { menuTemplate } from '../../../src-main/shell/menu-template';

const itemIds = (isMac: boolean): unknown[] =>
  menuTemplate(isMac, () => undefined).flatMap((menu) =>
    Array.isArray(menu.submenu) ? menu.submenu.map((item) => item.id) : [],
  );

describe('menuTemplate', () => {
  it('holds every command of the registry exactly once', () => {
    expect(itemIds(false).filter(Boolean).sort()).toEqual(COMMANDS.map((command) => command.id).sort());
    expect(COMMANDS.map((command) => command.id).sort()).toEqual([...commandIdSchema.options].sort());
  });

  it('keeps bare keys out of the menu, so that they can be typed', () => {
    const keys = menuTemplate(false, () => undefined)
      .flatMap((menu) => (Array.isArray(menu.submenu) ? menu.submenu : []))
      .map((item) => item.accelerator)
      .filter((accelerator) => accelerator !== undefined);
    expect(keys).toContain('CommandOrControl+K');
    expect(keys.every((key) => /CommandOrControl|^F\d/.test(String(key)))).toBe(true);
  });

  it('says which command was chosen', () => {
    const chosen: string[] = [];
    const file = menuTemplate(false, (id) => chosen.push(id)).find((menu) => menu.label === 'File');
    const open = (file?.submenu as { id?: string; click?: () => void }[]).find((item) => item.id === 'workspace.open');
    open?.click?.();
    expect(chosen).toEqual(['workspace.open']);
  });

  it('puts Quit where the platform has it', () => {
    expect(menuTemplate(true, () => undefined)[0]).toEqual({ role: 'appMenu' });
    const file = menuTemplate(false, () => undefined).find((menu) => menu.label === 'File');
    expect((file?.submenu as { role?: string }[]).at(-1)?.role).toBe('quit');
  });
});
