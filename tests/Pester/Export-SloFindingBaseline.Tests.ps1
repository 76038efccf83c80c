Describe 'Export-SloFindingBaseline' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'Module.ps1')
        $rules = @'
groups:
- name: a
  rules:
  - alert: First
    expr: sum(rate(a_total{code=~"^5..$"}[5m])) > 1
  - alert: Second
    expr: sum(rate(b_total{code=~"^5..$"}[5m])) > 1

'@.Replace("`r", '')
    }

    BeforeEach {
        $folder = (New-Item -ItemType Directory (Join-Path $TestDrive ([guid]::NewGuid()))).FullName
        $file = Join-Path $folder 'rules/a.yaml'
        $null = New-Item -ItemType Directory (Split-Path $file)
        Set-PlainFile $file $rules
        $baseline = Join-Path $folder 'baseline.yaml'
        Push-Location $folder
    }

    AfterEach { Pop-Location }

    It 'makes what is known pass, also when lines move, and shows what is new' {
        Test-SloManifest rules | Export-SloFindingBaseline $baseline
        Get-Content $baseline | Should -Contain '- path: rules/a.yaml'
        Test-SloManifest rules -Baseline $baseline | Should -BeNullOrEmpty
        Set-PlainFile $file ("# more`n`n" + $rules.Replace('  rules:', "  rules:`n  - record: job:c:rate5m`n    expr: sum by (job) (rate(c_total{code=~`"^5..$`"}[5m]))"))
        $new = @(Test-SloManifest rules -Baseline $baseline | Where-Object Code -EQ RegexAnchored)
        $new.Count | Should -Be 1
        $known = @(Test-SloManifest rules -Baseline $baseline -IncludeIgnored | Where-Object IgnoredBy -EQ Baseline)
        $known.Count | Should -BeGreaterThan 1
        $known[0].IgnoreReason | Should -BeLike 'Known: *baseline.yaml'
    }

    It 'means the same file from another folder, and by its full path' {
        Test-SloManifest rules | Export-SloFindingBaseline $baseline
        Push-Location rules
        Test-SloManifest a.yaml -Baseline ../baseline.yaml | Should -BeNullOrEmpty
        Test-SloManifest $file -Baseline ../baseline.yaml | Should -BeNullOrEmpty
        Test-SloManifest . | Export-SloFindingBaseline ../again.yaml
        Pop-Location
        (Get-Content again.yaml) -join "`n" | Should -BeExactly ((Get-Content $baseline) -join "`n")
    }

    It 'tells of an entry whose finding or file is gone, and not of files that were not checked' {
        Set-PlainFile (Join-Path $folder 'rules/b.yaml') $rules
        Test-SloManifest rules | Export-SloFindingBaseline $baseline
        Test-SloManifest rules/a.yaml -Baseline $baseline | Should -BeNullOrEmpty
        Set-PlainFile $file ($rules -replace '=~"\^5\.\.\$"', '=~"5.."')
        $told = @(Test-SloManifest rules/a.yaml -Baseline $baseline)
        $told.Code | Select-Object -Unique | Should -Be 'BaselineUnused'
        $told[0].Severity | Should -Be 'Information'
        $told[0].Line | Should -BeGreaterThan 4
        Remove-Item (Join-Path $folder 'rules/b.yaml')
        @(Test-SloManifest rules/a.yaml -Baseline $baseline | Where-Object Message -Like '*rules/b.yaml*').Count | Should -BeGreaterThan 0
    }

    It 'takes nothing that keeps a tool from loading the file' {
        Set-PlainFile $file $rules.Replace('> 1', '> > 1')
        Test-SloManifest rules | Export-SloFindingBaseline $baseline -WarningVariable warnings -WarningAction SilentlyContinue
        "$warnings" | Should -BeLike '*left out*does not load*'
        Test-SloManifest rules -Baseline $baseline -Quiet | Should -BeFalse
    }

    It 'leaves a file alone, unless it is forced, writes none with -WhatIf, and refuses other names' {
        Test-SloManifest rules | Export-SloFindingBaseline $baseline -WhatIf
        Test-Path $baseline | Should -BeFalse
        Set-PlainFile $baseline 'mine'
        Test-SloManifest rules | Export-SloFindingBaseline $baseline -ErrorVariable problems -ErrorAction SilentlyContinue
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'SloFindingBaselineFileExists,*'
        { Test-SloManifest rules | Export-SloFindingBaseline x.txt -ErrorAction Stop } | Should -Throw -ErrorId 'SloFindingBaselineInvalidPath,*'
        (Test-SloManifest rules | Export-SloFindingBaseline -LiteralPath $baseline -Force -PassThru).FullName | Should -Be $baseline
        { Test-SloManifest rules -Baseline nowhere.yaml } | Should -Throw -ErrorId 'SloFindingBaseline*'
        { Test-SloManifest rules -Baseline rules/a.yaml } | Should -Throw -ErrorId 'SloFindingBaselineInvalid,*'
    }
}
