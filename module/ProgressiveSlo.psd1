@{
  # The build puts VersionPrefix of Directory.Build.props here.
  ModuleVersion          = '0.0.0'
  GUID                   = '6a2f3c1e-8d57-4c0b-9b7e-2f1d3a64c5e8'
  Author                 = 'ProgressiveSlo contributors'
  CompanyName            = 'ProgressiveSlo contributors'
  Copyright              = '(c) ProgressiveSlo contributors. MIT License.'
  Description            = 'Takes services from no SLO to 99.95 % in planned phases: plans the path, writes each phase as SLO-as-code, and gates each promotion on evidence.'
  PowerShellVersion      = '5.1'
  DotNetFrameworkVersion = '4.7.2'
  CompatiblePSEditions   = @('Desktop', 'Core')
  NestedModules          = @('ProgressiveSlo.PowerShell.dll')
  FormatsToProcess       = @('ProgressiveSlo.Format.ps1xml')
  FunctionsToExport      = @()
  AliasesToExport        = @()
  VariablesToExport      = @()
  CmdletsToExport        = @(
    'Assert-SloPhaseReadiness'
    'Compare-SloInventory'
    'Compare-SloParallelRun'
    'Compare-SloPlanChange'
    'Complete-SloCriterion'
    'Complete-SloMigrationStep'
    'ConvertTo-SloManifest'
    'ConvertTo-SloReport'
    'Export-SloFindingBaseline'
    'Export-SloManifest'
    'Export-SloMigration'
    'Export-SloPhaseProfile'
    'Export-SloPlan'
    'Export-SloReport'
    'Export-SloSeries'
    'Export-SloTemplate'
    'Find-SloService'
    'Get-SloEvidence'
    'Get-SloForecast'
    'Get-SloInventory'
    'Get-SloMigrationStep'
    'Get-SloPhase'
    'Get-SloPhaseProfile'
    'Get-SloTemplate'
    'Import-SloManifest'
    'Import-SloMigration'
    'Import-SloPlan'
    'Import-SloSeries'
    'Invoke-SloBacktest'
    'Measure-SloErrorBudget'
    'New-SloMigration'
    'New-SloPlan'
    'New-SloRepository'
    'Set-SloPlan'
    'Step-SloPlan'
    'Test-SloManifest'
    'Test-SloPhaseReadiness'
    'Test-SloPlan'
    'Test-SloPrerequisite'
  )
  PrivateData            = @{
    PSData = @{
      Tags       = @('SLO', 'SLI', 'SRE', 'ErrorBudget', 'BurnRate', 'Prometheus', 'OpenSLO', 'Observability', 'DevOps', 'AzurePipelines', 'PSEdition_Desktop', 'PSEdition_Core', 'Windows', 'Linux', 'MacOS')
      LicenseUri = 'https://opensource.org/licenses/MIT'
      ProjectUri = 'https://github.com/ProgressiveSlo/ProgressiveSlo'
    }
  }
}
