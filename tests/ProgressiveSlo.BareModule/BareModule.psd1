@{
  RootModule        = 'ProgressiveSlo.BareModule.dll'
  ModuleVersion     = '1.0.0'
  GUID              = '5b0a0d6e-39f2-4d0a-8f7e-7a1c64b9f001'
  FormatsToProcess  = @('BareModule.Format.ps1xml')
  CmdletsToExport   = @('Get-Bare')
  FunctionsToExport = @()
  AliasesToExport   = @()
  VariablesToExport = @()
}
