import { join } from 'node:path';
import { flipFuses, FuseV1Options, FuseVersion } from '@electron/fuses';

/** The switches of Electron's binary: none is left with which someone could make the program run code of their own. */
export const fuses = {
  version: FuseVersion.V1,
  // A fuse that a later Electron adds stops the build until somebody has decided on it.
  strictlyRequireAllFuses: true,
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableCookieEncryption]: true,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  // No snapshot of our own is packaged for main.
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  // HDF5 is read by WebAssembly, which is slower without them.
  [FuseV1Options.WasmTrapHandlers]: true,
};

/** Called by electron-builder with each packed app, before it is signed. */
export default async function afterPack({ appOutDir, electronPlatformName, packager }) {
  const name = packager.appInfo.productFilename;
  const programs = { darwin: `${name}.app`, win32: `${name}.exe`, linux: packager.executableName };
  await flipFuses(join(appOutDir, programs[electronPlatformName]), {
    ...fuses,
    resetAdHocDarwinSignature: electronPlatformName === 'darwin',
  });
}
