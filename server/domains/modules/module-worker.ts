import { openModule } from './module-instance.ts'
import { serve } from '#domain/sandbox'

serve(openModule)
