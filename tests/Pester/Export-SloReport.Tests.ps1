Describe 'Export-SloReport' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'Module.ps1')
        $plan = New-SloPlan api-service -StartDate 2026-01-05 -Tier critical -Owner payments
    }

    Context 'files' {
        BeforeEach {
            $folder = (New-Item -ItemType Directory -Path (Join-Path $TestDrive ([guid]::NewGuid().ToString('N')))).FullName
            Push-Location $folder
        }

        AfterEach {
            Pop-Location
        }

        It 'writes one file for all input, relative to the location' {
            'a', 'b' | New-SloPlan | Export-SloReport plans.md | Should -BeNullOrEmpty
            (Get-ChildItem -Force).Name | Should -Be 'plans.md'
            @(Select-String -LiteralPath plans.md -Pattern '^# SLO plan').Count | Should -Be 2
        }

        It 'writes a JSON array of several, and an object of one' {
            'a', 'b' | New-SloPlan | Export-SloReport two.json
            (Get-Content two.json -Raw -Encoding UTF8 | ConvertFrom-Json | ForEach-Object { $_ }).Service | Should -Be @('a', 'b')
            'a' | New-SloPlan | Export-SloReport one.json
            (Get-Content one.json -Raw -Encoding UTF8).StartsWith('{') | Should -BeTrue
        }

        It 'writes to a drive, and gives the file with -PassThru' {
            $null = New-PSDrive -Name SloReports -PSProvider FileSystem -Root $folder
            try { $file = $plan | Export-SloReport SloReports:/r.md -PassThru }
            finally { Remove-PSDrive SloReports }
            $file.FullName | Should -Be (Join-Path $folder 'r.md')
            $file.Length | Should -BeGreaterThan 1000
        }

        It 'writes the same bytes under the culture <_>' -ForEach 'de-DE', 'tr-TR' {
            $script = { 'INCIDENT Service', 'b' | New-SloPlan -StartDate 2026-01-05 | Export-SloReport r.md -Force }
            Invoke-WithCulture '' $script
            $bytes = Get-FileBase64 (Join-Path $folder 'r.md')
            Invoke-WithCulture $_ $script
            Get-FileBase64 (Join-Path $folder 'r.md') | Should -BeExactly $bytes
        }

        It 'leaves an old report alone, and replaces it with -Force' {
            Set-Content r.md ('x' * 100000)
            $problem = Get-TerminatingError { $plan | Export-SloReport r.md }
            $problem.FullyQualifiedErrorId | Should -BeLike 'SloReportFileExists,*'
            (Get-Content r.md -Raw).Length | Should -BeGreaterThan 100000
            $plan | Export-SloReport r.md -Force
            (Get-Content r.md -Raw).StartsWith('# SLO plan') | Should -BeTrue
            (Get-ChildItem -Force).Name | Should -Be 'r.md'
        }

        It 'writes nothing with -WhatIf' {
            $plan | Export-SloReport r.md -WhatIf -PassThru | Should -BeNullOrEmpty
            Get-ChildItem -Force | Should -BeNullOrEmpty
        }

        It 'makes the folder of a report' {
            $plan | Export-SloReport new/folder/r.md
            Test-Path new/folder/r.md | Should -BeTrue
        }

        It 'refuses <path>, names it and leaves nothing' -ForEach @(
            @{ Path = 'variable:r.md'; Id = 'SloReportInvalidPath' }
            @{ Path = '.'; Id = 'SloReportWriteFailed' }
        ) {
            $problem = Get-TerminatingError { $plan | Export-SloReport $Path -Format Markdown -ErrorAction SilentlyContinue }
            $problem.FullyQualifiedErrorId | Should -BeLike "$Id,*"
            Get-ChildItem -Force | Should -BeNullOrEmpty
        }
    }

    Context 'formats' {
        BeforeAll {
            $result = Test-SloPhaseReadiness improvement $SloBad
        }

        It 'has the extension <_> choose the format' -ForEach 'r.md', 'r.MD', 'r.json', 'r.xml' {
            $file = Join-Path $TestDrive $_
            $result | Export-SloReport $file -Force
            $start = @{ '.md' = '# Readiness'; '.json' = '{'; '.xml' = '<?xml' }[[IO.Path]::GetExtension($_).ToLowerInvariant()]
            (Get-Content $file -Raw).StartsWith($start) | Should -BeTrue
        }

        It 'has -Format win over the extension' {
            $file = Join-Path $TestDrive 'r.txt'
            $result | Export-SloReport $file -Format Json
            (Get-Content $file -Raw | ConvertFrom-Json).Verdict | Should -Be 'NotReady'
        }

        It 'refuses an extension that says nothing, and a file format without a path' {
            $problem = Get-TerminatingError { $result | Export-SloReport (Join-Path $TestDrive 'r.docx') }
            $problem.FullyQualifiedErrorId | Should -BeLike 'SloReportInvalidFormat,*'
            "$problem" | Should -BeLike '*one of .html, .json, .md, *.xml*'
            (Get-TerminatingError { $result | Export-SloReport -Format Json }).FullyQualifiedErrorId | Should -BeLike 'SloReportInvalidPath,*'
            (Get-TerminatingError { $result | Export-SloReport }).FullyQualifiedErrorId | Should -BeLike 'SloReportInvalidPath,*'
        }

        It 'takes wildcard characters literally with -LiteralPath' {
            $file = Join-Path $TestDrive 'r [1].md'
            $result | Export-SloReport -LiteralPath $file
            Test-Path -LiteralPath $file | Should -BeTrue
        }
    }

    Context 'in pipelines' {
        BeforeAll {
            $call = 'Import-Module $env:PROGRESSIVESLO_MODULE; Test-SloPhaseReadiness improvement @{ service = "a"; availability = 0.98; latency_p95 = 1 } | Export-SloReport {0} -Format Auto -Force'
            function Invoke-Agent([string] $Path, [string] $Name) {
                $files = @{ GITHUB_OUTPUT = (Join-Path $TestDrive 'output'); GITHUB_STEP_SUMMARY = (Join-Path $TestDrive 'summary') }
                $files.Values | ForEach-Object { Set-PlainFile $_ '' }
                $environment = @{ TF_BUILD = ''; GITHUB_ACTIONS = '' } + $files
                $environment[$Name] = 'true'
                Invoke-ScriptProcess ($call.Replace('{0}', $Path)) @() $environment
            }
        }

        It 'gives Azure Pipelines commands in the output, and a summary that is uploaded' {
            $file = Join-Path $TestDrive 'azure.md'
            $result = Invoke-Agent "'$file'" 'TF_BUILD'
            $result.Output | Should -Contain '##vso[task.setvariable variable=SloReady;isOutput=true]false'
            @($result.Output)[-1] | Should -Be "##vso[task.uploadsummary]$file"
            (Get-Content $file -Raw).StartsWith('# Readiness') | Should -BeTrue
        }

        It 'gives GitHub Actions variables and a summary in its files, also without a file of its own' {
            $result = Invoke-Agent '' 'GITHUB_ACTIONS'
            $result.Output[0].StartsWith('::group::') | Should -BeTrue -Because $result.Output[0]
            Get-Content (Join-Path $TestDrive 'output') -Raw | Should -Match 'SloReady<<\w+\s+false'
            Get-Content (Join-Path $TestDrive 'summary') -Raw | Should -Match '# Readiness'
        }

        It 'prints the report elsewhere' {
            (Invoke-Agent '' 'CI').Output[0] | Should -BeLike '# Readiness*'
            (Get-Item (Join-Path $TestDrive 'output')).Length | Should -Be 0
        }
    }

    It 'offers formats' {
        @(Get-Completion 'Export-SloReport r.md -Format j') | Should -Be @('JUnit', 'Json')
    }
}
