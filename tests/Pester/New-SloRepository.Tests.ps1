BeforeAll {
    . $PSScriptRoot/Module.ps1
}

Describe 'New-SloRepository' {
    It 'lays out <Pipeline>' -TestCases @(
        @{ Pipeline = 'AzurePipelines'; Files = '.azure-pipelines/pull-request.yml', 'azure-pipelines.yml' }
        @{ Pipeline = 'githubactions'; Files = '.github/workflows/slo-gate.yml', '.github/workflows/slo-pull-request.yml' }
        @{ Pipeline = 'None'; Files = @() }
    ) {
        $folder = Join-Path $TestDrive $Pipeline
        New-SloRepository $folder $Pipeline -Format PrometheusRule, grafana | Should -BeNullOrEmpty
        $found = Get-ChildItem $folder -Recurse -File -Force | ForEach-Object { $_.FullName.Substring($folder.Length + 1).Replace('\', '/') } | Sort-Object
        $expected = $Files + 'gate.ps1', 'pull-request.ps1', 'README.md', 'metrics.csv', 'plans/README.md', 'manifests/README.md', 'manifests/PrometheusRule/.gitkeep', 'manifests/Grafana/.gitkeep' | Sort-Object
        $found | Should -Be $expected
    }

    It 'takes scripts and pipelines from the documentation' {
        $folder = Join-Path $TestDrive 'same'
        New-SloRepository $folder AzurePipelines
        foreach ($file in 'gate.ps1', 'pull-request.ps1', 'azure-pipelines.yml') {
            [IO.File]::ReadAllText((Join-Path $folder $file)) | Should -Be ([IO.File]::ReadAllText("$PSScriptRoot/../../docs/examples/$file").Replace("`r`n", "`n"))
        }
    }

    It 'leaves what is there, and replaces it with -Force' {
        $folder = Join-Path $TestDrive 'kept'
        New-SloRepository $folder None
        $readme = Join-Path $folder 'README.md'
        Set-Content $readme 'mine'
        $gate = Get-Item (Join-Path $folder 'gate.ps1')
        $gate.LastWriteTimeUtc = '2026-01-01'
        $files = New-SloRepository $folder None -PassThru -ErrorVariable kept -ErrorAction SilentlyContinue
        $kept.FullyQualifiedErrorId | Should -Be 'SloRepositoryFileExists,ProgressiveSlo.PowerShell.Commands.NewSloRepositoryCommand'
        $kept[0].TargetObject | Should -Be $readme
        Get-Content $readme | Should -Be 'mine'
        $files.Name | Should -Not -Contain 'gitkeep'
        $files.Count | Should -Be 6
        New-SloRepository $folder None -Force
        Get-Content $readme -TotalCount 1 | Should -Be '# SLOs of our services'
        (Get-Item $gate.FullName).LastWriteTimeUtc | Should -Be ([datetime] '2026-01-01')
    }

    It 'writes nothing with -WhatIf' {
        $folder = Join-Path $TestDrive 'whatif'
        New-SloRepository $folder GitHubActions -WhatIf
        Test-Path $folder | Should -BeFalse
    }

    It 'refuses a pipeline and a format that there are none of' {
        { New-SloRepository $TestDrive Jenkins } | Should -Throw -ErrorId 'SloRepositoryInvalidPipeline*' -ExpectedMessage '*Give one of AzurePipelines, GitHubActions, None*'
        { New-SloRepository $TestDrive None -Format ../x } | Should -Throw -ErrorId 'SloRepositoryInvalidFormat*'
        { New-SloRepository 'env:' None } | Should -Throw -ErrorId 'SloRepositoryInvalidPath*'
    }

    It 'completes pipelines' {
        (TabExpansion2 'New-SloRepository x A').CompletionMatches.CompletionText | Should -Contain 'AzurePipelines'
    }
}
