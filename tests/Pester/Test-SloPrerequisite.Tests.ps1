BeforeAll {
    . $PSScriptRoot/Module.ps1
    function Invoke-Git([string] $Folder) {
        git -C $Folder -c user.name=a -c user.email=a@b @args 2>&1 | Out-Null
        if ($LASTEXITCODE) { throw "git $args" }
    }
}

Describe 'Test-SloPrerequisite' {
    It 'skips what nobody asked for, and says so' {
        Push-Location $TestDrive
        try { $found = Test-SloPrerequisite -WarningVariable warning -WarningAction SilentlyContinue } finally { Pop-Location }
        $found.Status | Select-Object -Unique | Should -Be 'Skipped'
        $found.Message | ForEach-Object { $_ | Should -BeLike 'Skipped: *' }
        $warning | Should -BeLike 'Nothing was probed.*'
    }

    It 'probes the repository of the current location, and hides the credential of its remote' {
        if (-not (Get-Command git -ErrorAction Ignore)) { Set-ItResult -Skipped -Because 'git is not on PATH'; return }
        $repository = Join-Path $TestDrive "re po's [1]"
        New-Item -ItemType Directory $repository | Out-Null
        Invoke-Git $repository init -q -b main
        Invoke-Git $repository remote add origin 'https://bob:s3cret@git.example/slo.git'
        Set-Content -LiteralPath (Join-Path $repository 'azure-pipelines.yml') 'steps: [{ pwsh: Test-SloManifest manifests }]'
        Invoke-Git $repository add .
        Invoke-Git $repository commit -q -m first
        Push-Location -LiteralPath $repository
        try {
            $found = Test-SloPrerequisite -Verbose 4>&1 | Where-Object Status -ne Skipped
            Test-SloPrerequisite -Quiet | Should -BeTrue
            Set-Content -LiteralPath (Join-Path $repository more.yaml) x
            Test-SloPrerequisite -Quiet | Should -BeFalse
        }
        finally { Pop-Location }
        $found.Name | Should -Be @('GitRepository', 'GitRemote', 'GitClean', 'PipelineDefined', 'PipelineCallsProgressiveSlo')
        $found.Status | Select-Object -Unique | Should -Be 'Pass'
        $found | ConvertTo-Json | Should -Not -BeLike '*s3cret*'
        ($found | Where-Object Name -eq GitRemote).Actual | Should -Be 'https://git.example/slo.git'
    }

    It 'takes a server that is down as a prerequisite that fails' {
        $found = Test-SloPrerequisite http://127.0.0.1:1 -GrafanaUri http://127.0.0.1:1 -RepositoryPath $TestDrive
        ($found | Where-Object Name -in PrometheusReady, GrafanaHealth).Status | Should -Be @('Fail', 'Fail')
        $found | Where-Object Status -in Fail, Unknown | ForEach-Object { $_.Guidance | Should -Not -BeNullOrEmpty }
    }

    It 'asks kubectl only when it is asked to' {
        if ($IsWindows -or $PSVersionTable.PSEdition -eq 'Desktop') { Set-ItResult -Skipped -Because 'the program is a script for sh'; return }
        $tools = Join-Path $TestDrive 'tools'
        New-Item -ItemType Directory $tools | Out-Null
        $kubectl = Join-Path $tools 'kubectl'
        [IO.File]::WriteAllText($kubectl, "#!/bin/sh`necho ""`$*"" >> '$tools/calls'`ncase `$1 in config) echo prod;; *) echo crd/prometheusrules.monitoring.coreos.com;; esac`n")
        chmod +x $kubectl
        $before = $env:PATH
        try {
            $env:PATH = "$tools`:$before"
            Test-SloPrerequisite -RepositoryPath $TestDrive | Out-Null
            Test-Path $tools/calls | Should -BeFalse
            $found = Test-SloPrerequisite -RepositoryPath $TestDrive -KubeContext prod | Where-Object Area -eq Kubernetes
        }
        finally { $env:PATH = $before }
        $found.Status | Should -Be @('Pass', 'Pass')
        Get-Content $tools/calls | Should -Contain 'get customresourcedefinitions.apiextensions.k8s.io --output=name --request-timeout=20s --context=prod'
    }

    It 'refuses <Case> without showing a secret' -TestCases @(
        @{ Case = 'a password in the address of Prometheus'; Arguments = @{ PrometheusUri = 'https://bob:s3cret@p.example' }; Id = 'PrometheusUri' }
        @{ Case = 'a password in the address of Grafana'; Arguments = @{ GrafanaUri = 'https://bob:s3cret@p.example' }; Id = 'GrafanaUri' }
        @{ Case = 'a folder that is not there'; Arguments = @{ RepositoryPath = 'nowhere' }; Id = 'RepositoryPath' }
        @{ Case = 'a window that is none'; Arguments = @{ Window = '30x' }; Id = 'Window' }
    ) {
        { Test-SloPrerequisite @Arguments } | Should -Throw -ErrorId "SloPrerequisiteInvalid$Id*"
        $Error[0].ToString() | Should -Not -BeLike '*s3cret*'
    }
}
