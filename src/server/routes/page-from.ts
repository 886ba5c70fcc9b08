/** Pages count from 1; what is less is the first. */
export const pageFrom = ({ page }: { page?: string | undefined }): number => Math.max(1, Number(page ?? '1'))
