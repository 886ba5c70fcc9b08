import { backupContract } from './backup-contract.ts'

backupContract('libsql', async () => ({ store: undefined, close: async () => undefined }))
