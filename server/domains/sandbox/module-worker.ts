import { openModule } from './module-instance.ts'
import { serve } from './thread-serve.ts'

serve(openModule)
