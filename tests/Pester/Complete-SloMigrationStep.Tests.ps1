BeforeAll {
    . $PSScriptRoot/Module.ps1
    $SloCatalog = @(
        foreach ($tier in 'bronze', 'silver') {
            foreach ($n in 1..3) { [pscustomobject]@{ Service = "$tier-$n"; Tier = $tier; Owner = "team-$n" } }
        }
    )
    function New-MigrationFile([string] $Name) {
        $file = Join-Path $TestDrive $Name
        New-SloMigration $SloCatalog 2026-01-05 | Export-SloMigration $file -Force
        $file
    }
}

Describe 'Complete-SloMigrationStep' {
    It 'keeps evidence, person and time in the file' {
        $file = New-MigrationFile 'one.yaml'
        $before = [datetime]::UtcNow.AddSeconds(-1)
        $change = (Complete-SloMigrationStep $file gap-analysis -Note 'OPS-7' -By kim -PassThru).History
        $change.Step, $change.Note, $change.By | Should -Be @('gap-analysis', 'OPS-7', 'kim')
        $change.At | Should -BeGreaterOrEqual $before
        (Get-SloMigrationStep $file -State Done).Id | Should -Be 'gap-analysis'
    }

    It 'ticks nothing by hand that verifies itself, unless it is forced with a reason' {
        $file = New-MigrationFile 'hand.yaml'
        { Complete-SloMigrationStep $file pilot-run-parallel.* -Note x -ErrorAction Stop } | Should -Throw -ErrorId 'SloMigrationStepVerification*'
        { Complete-SloMigrationStep $file document-existing-slos -Force -ErrorAction Stop } | Should -Throw -ErrorId 'SloMigrationStepReason*'
        $change = (Complete-SloMigrationStep $file document-existing-slos -Force -Reason 'There is a wiki page' -By kim -PassThru).History
        $change.Forced, $change.Verified, $change.Reason | Should -Be @($true, $false, 'There is a wiki page')
    }

    It 'verifies by manifests and parallel runs' {
        $file = New-MigrationFile 'verify.yaml'
        $pilots = (Get-SloMigrationStep $file -Id pilot-define-slos.*).Service
        $manifests = Join-Path $TestDrive 'manifests'
        New-SloPlan $pilots | Export-SloManifest -Path $manifests
        Complete-SloMigrationStep $file pilot-define-slos.*, pilot-validate-definitions.* -ManifestPath $manifests
        $runs = $pilots | ForEach-Object { [ProgressiveSlo.Migration.ParallelRun.ParallelRunResult]@{ Service = $_; Verdict = 'Agrees'; From = '2026-01-19'; To = '2026-02-02' } }
        Complete-SloMigrationStep $file pilot-run-parallel.* -ParallelRun $runs
        $done = Get-SloMigrationStep $file -State Done
        $done.Count | Should -Be 9
        $done.Forced | Should -Not -Contain $true
    }

    It 'moves the phase at the gate, and only in the order of the phases' {
        $file = New-MigrationFile 'gate.yaml'
        { Complete-SloMigrationStep $file gate-pilot -Force -Reason hurry -ErrorAction Stop } | Should -Throw -ErrorId 'SloMigrationStepId*' -ExpectedMessage '*gate-assessment is next.*'
        $item = [ProgressiveSlo.Migration.Inventory.SloInventoryItem]@{ Service = 'bronze-1'; Name = 'x'; HandWritten = $true }
        { Complete-SloMigrationStep $file gate-assessment -Inventory $item -ErrorAction Stop } | Should -Throw -ErrorId 'SloMigrationStepVerification*' -ExpectedMessage '*steps of Assessment are open*'
        $areas = @{ PrometheusReady = 'Prometheus'; PrometheusRetention = 'Prometheus'; PrometheusScraping = 'Prometheus'; GrafanaHealth = 'Grafana'; GitRepository = 'Repository'; GitRemote = 'Repository'; GitClean = 'Repository'; PipelineDefined = 'Pipeline'; KubernetesContext = 'Kubernetes'; KubernetesResources = 'Kubernetes' }
        $probed = $areas.Keys | ForEach-Object { [ProgressiveSlo.Migration.Prerequisites.SloPrerequisite]@{ Name = $_; Area = $areas[$_]; Status = 'Pass'; Required = $true } }
        Get-SloMigrationStep $file -Phase Assessment | Where-Object { -not $_.IsGate } | Complete-SloMigrationStep $file -Inventory $item -Prerequisite $probed -Note 'Workshop'
        (Complete-SloMigrationStep $file gate-assessment -Inventory $item -PassThru).CurrentPhase | Should -Be 'Pilot'
    }

    It 'takes what Test-SloPrerequisite found for the steps that it probes' {
        $file = New-MigrationFile 'probed.yaml'
        $repository = Join-Path $TestDrive 'repository'
        New-Item -ItemType Directory $repository | Out-Null
        Set-Content (Join-Path $repository 'azure-pipelines.yml') 'steps: []'
        $probed = Test-SloPrerequisite -RepositoryPath $repository
        { Complete-SloMigrationStep $file ci-cd-pipeline -Note x -ErrorAction Stop } | Should -Throw -ErrorId 'SloMigrationStepVerification*' -ExpectedMessage '*Test-SloPrerequisite*'
        { Complete-SloMigrationStep $file git-repository -Prerequisite $probed -ErrorAction Stop } | Should -Throw -ErrorId 'SloMigrationStepVerification*' -ExpectedMessage '*not in a Git repository*'
        { Complete-SloMigrationStep $file prometheus-deployed -Prerequisite $probed -ErrorAction Stop } | Should -Throw -ErrorId 'SloMigrationStepVerification*' -ExpectedMessage '*-PrometheusUri*'
        $change = (Complete-SloMigrationStep $file ci-cd-pipeline -Prerequisite $probed -PassThru).History
        $change.Verified, $change.Note | Should -Be @($true, 'PipelineReady: Pass (1 pipeline is defined: azure-pipelines.yml)')
    }

    It 'leaves the file with -WhatIf' {
        $file = New-MigrationFile 'whatif.yaml'
        $before = Get-FileBase64 $file
        Complete-SloMigrationStep $file gap-analysis -Note x -WhatIf
        Get-FileBase64 $file | Should -Be $before
    }

    It 'loses nothing when two processes complete steps at one time' {
        $file = New-MigrationFile 'race.yaml'
        $steps = 'current-state-documentation', 'gap-analysis', 'migration-roadmap', 'identify-stakeholders', 'assess-current-tooling', 'document-processes'
        $script = { param($Module, $File, $Steps) Import-Module $Module; $Steps | ForEach-Object { Complete-SloMigrationStep $File $_ -Note $_ } }
        $jobs = @(
            Start-Job $script -ArgumentList $SloModulePattern, $file, $steps[0..2]
            Start-Job $script -ArgumentList $SloModulePattern, $file, $steps[3..5]
        )
        $jobs | Wait-Job | Receive-Job -ErrorAction Stop
        $jobs | Remove-Job
        (Get-SloMigrationStep $file -State Done).Id | Sort-Object | Should -Be ($steps | Sort-Object)
    }
}
