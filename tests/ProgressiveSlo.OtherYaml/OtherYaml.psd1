@{
  RootModule      = 'ProgressiveSlo.OtherYaml.dll'
  ModuleVersion   = '1.0.0'
  GUID            = '1f0d6a34-6b3c-4e5f-9a51-0f6d8e7c2b10'
  CmdletsToExport = @('Get-OtherYaml')
}
