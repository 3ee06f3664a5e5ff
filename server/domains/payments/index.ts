export { createPayments, type Payments, type PaymentsOptions } from './payments.ts'
export { depositTable } from './tables.ts'
