/** Whether Cmd takes the place of Ctrl. */
export const IS_MAC = navigator.userAgent.includes('Mac');
