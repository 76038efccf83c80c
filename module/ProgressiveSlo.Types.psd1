# The type data of ProgressiveSlo.psd1, in a manifest of its own so that it is processed after the assembly.
@{
  ModuleVersion     = '1.0'
  GUID              = '0d0a7c52-5a3b-4f0e-9d5e-6c1f6b0f4a27'
  Author            = 'ProgressiveSlo contributors'
  Description       = 'Type data of ProgressiveSlo. Import ProgressiveSlo instead.'
  TypesToProcess    = @('ProgressiveSlo.Types.ps1xml')
  FunctionsToExport = @()
  CmdletsToExport   = @()
  AliasesToExport   = @()
  VariablesToExport = @()
}
