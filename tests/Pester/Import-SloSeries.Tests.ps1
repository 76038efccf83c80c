BeforeAll {
    . $PSScriptRoot/Module.ps1

    $rows = @'
Service,Namespace,Time,Good,Total
checkout,,2026-01-05T00:00:00Z,118,120
checkout,,2026-01-05T00:01:00Z,121,121
checkout,,2026-01-05T00:04:00Z,90,90
checkout,staging,2026-01-05T00:00:00Z,0,0
checkout,staging,2026-01-05T00:01:00Z,7,8
'@
}

Describe 'Import-SloSeries and Export-SloSeries' {
    BeforeEach {
        $folder = Join-Path $TestDrive ([guid]::NewGuid())
        New-Item -ItemType Directory $folder | Out-Null
        $csv = Join-Path $folder 'minutes.csv'
        Set-Content -LiteralPath $csv $rows
    }

    It 'reads rows, tells gaps from steps without traffic, and shows both kinds of view' {
        $series = Import-SloSeries $csv
        $series.Count | Should -Be 2
        $series[0].Steps, $series[0].Gaps, $series[0].GoodEvents, $series[0].TotalEvents | Should -Be 5, 2, 329, 331
        $series[1].Namespace, $series[1].Gaps, $series[1].TotalEvents | Should -Be 'staging', 0, 8
        ($series | Format-Table | Out-String) | Should -Match 'checkout'
        ($series | Format-List | Out-String) | Should -Match 'Gaps'
    }

    It 'writes <Name> that is read as the same series' -ForEach @(
        @{ Name = 'out.csv' }
        @{ Name = 'out.csv.gz' }
        @{ Name = 'a [1]/out.csv' }
    ) {
        $target = Join-Path $folder $Name
        $file = Import-SloSeries -LiteralPath $csv | Export-SloSeries -LiteralPath $target -PassThru
        $file.FullName | Should -Be $target
        [IO.File]::ReadAllBytes($target)[0] | Should -Be $(if ($Name -like '*.gz') { 0x1f } else { [byte][char]'S' })
        $read = Import-SloSeries -LiteralPath $target
        ($read | Select-Object Service, Namespace, From, Steps, Gaps, GoodEvents, TotalEvents | ConvertTo-Json) |
            Should -Be (Import-SloSeries $csv | Select-Object Service, Namespace, From, Steps, Gaps, GoodEvents, TotalEvents | ConvertTo-Json)
        ($read | Invoke-SloBacktest -Phase baseline).Count | Should -Be 2
    }

    It 'leaves a file alone without -Force, and with -WhatIf' {
        $target = Join-Path $folder 'out.csv'
        Import-SloSeries $csv | Export-SloSeries $target -WhatIf
        Test-Path $target | Should -BeFalse
        Import-SloSeries $csv | Export-SloSeries $target
        { Import-SloSeries $csv | Export-SloSeries $target -ErrorAction Stop } | Should -Throw -ErrorId 'SloSeriesFileExists*'
        Import-SloSeries $csv | Export-SloSeries $target -Force
    }

    It 'refuses a second series of a service' {
        $series = Import-SloSeries $csv
        { $series + $series | Export-SloSeries (Join-Path $folder 'x.csv') -ErrorAction Stop } | Should -Throw -ErrorId 'SloSeriesInvalidSeries*'
    }

    It 'names file, line and field of what is wrong' {
        Set-Content -LiteralPath $csv 'Service,Time,Good,Total', 'checkout,2026-01-05T00:00:00Z,9,8'
        { Import-SloSeries $csv -ErrorAction Stop } | Should -Throw -ErrorId 'SloSeriesInvalidFile*' -ExpectedMessage '*minutes.csv(2,*9 good events*'
        { Import-SloSeries (Join-Path $folder 'none.csv') -ErrorAction Stop } | Should -Throw -ErrorId 'SloSeriesNotFound*'
        { Import-SloSeries $csv -Step 7x -ErrorAction Stop } | Should -Throw -ErrorId 'SloSeriesInvalidStep*'
    }
}

Describe 'Get-SloEvidence -Series' {
    It 'refuses <Other>, which is of days' -ForEach @(
        @{ Other = '-Hourly'; Arguments = @{ Hourly = $true }; Id = 'SloEvidenceInvalidHourly' }
        @{ Other = '-IncidentQuery'; Arguments = @{ IncidentQuery = 'up' }; Id = 'SloEvidenceInvalidIncidentQuery' }
        @{ Other = '-Exclude'; Arguments = @{ Exclude = @{ From = '2026-01-01'; To = '2026-01-02'; Reason = 'x' } }; Id = 'SloEvidenceInvalidExclude' }
    ) {
        { Get-SloEvidence checkout -PrometheusUri http://127.0.0.1:1 -Series @Arguments -ErrorAction Stop } | Should -Throw -ErrorId "$Id*"
    }

    It 'refuses a step without -Series, and one that no series has' {
        { Get-SloEvidence checkout -PrometheusUri http://127.0.0.1:1 -Step 1m -ErrorAction Stop } | Should -Throw -ErrorId 'SloEvidenceInvalidStep*'
        { Get-SloEvidence checkout -PrometheusUri http://127.0.0.1:1 -Series -Step 7m -ErrorAction Stop } | Should -Throw -ErrorId 'SloEvidenceInvalidStep*'
    }
}
