BeforeAll {
    . $PSScriptRoot/Module.ps1

    # What would clear the screen, hide text, turn its direction, or give a command to the agent of a pipeline.
    $esc = [char] 27
    $hostile = "x$esc[2J ##vso[task.complete]$([char] 0x202e) ##[error]$([char] 0x9b) ##[##vso[a"
    $repository = (New-Item -ItemType Directory -Path (Join-Path $TestDrive 'hostile')).FullName
    $quoted = $hostile | ConvertTo-Json -EscapeHandling EscapeNonAscii
    Set-PlainFile (Join-Path $repository 'rules.yaml') @"
groups:
  - name: $quoted
    rules:
      - alert: $quoted
        expr: |-
          sum(rate(http_requests_total{job=$quoted,code=~"5.."}[1h])) / sum(rate(http_requests_total{job=$quoted}[1h])) > 14.4 * 0.001
        labels: {severity: page, team: $quoted}
        annotations: {summary: $quoted}
"@

    function Assert-Harmless([string] $Text) {
        $Text | Should -Not -BeNullOrEmpty
        # Colors are the host's own, and plain text has none.
        [regex]::Matches($Text, '[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]').Count | Should -Be 0 -Because $Text
        $Text | Should -Not -Match ([regex]::Escape('##vso['))
        $Text | Should -Not -Match ([regex]::Escape('##['))
        $Text | Should -Not -Match '(?m)^\s*::'
    }
}

Describe 'What is shown without being asked for' {
    BeforeAll {
        $rendering = $PSStyle.OutputRendering
        $PSStyle.OutputRendering = 'PlainText'
    }

    AfterAll { $PSStyle.OutputRendering = $rendering }

    It 'shows hostile texts of <Name> as text' -ForEach @(
        @{ Name = 'an inventory'; Get = { Get-SloInventory $repository -ErrorAction Stop } }
        @{ Name = 'the rules of an inventory'; Get = { (Get-SloInventory $repository -ErrorAction Stop).Rules } }
        @{ Name = 'gaps'; Get = { Get-SloInventory $repository -ErrorAction Stop | Compare-SloInventory } }
        @{ Name = 'findings'; Get = { Test-SloManifest $repository -WarningAction SilentlyContinue } }
        @{ Name = 'an indicator'; Get = { [ProgressiveSlo.Objectives.RawRatioIndicator]::new("sum(rate(a{b=$quoted}[{{.window}}])) $hostile") } }
        @{ Name = 'a plan'; Get = { New-SloPlan api -Owner '##vso[task.complete] ##[error]' -Tier '##[warning]' -Label @{ team = '##vso[x]' } } }
        @{ Name = 'a criterion'; Get = {
                (New-SloPlan api | Complete-SloCriterion -Criterion 'Team*' -Note '##vso[a]' -By '##[b]').Find('baseline').SuccessCriteria
            }
        }
        @{ Name = 'a history'; Get = { (New-SloPlan api | Step-SloPlan -Force -Reason "a`n##vso[b]`n::error::c" -By '##[d]').History } }
        @{ Name = 'evidence'; Get = { [ProgressiveSlo.Evidence.SloEvidence] @{ Service = 'api'; Warnings = [string[]] $hostile } } }
    ) {
        $items = @(& $Get)
        $items.Count | Should -BeGreaterThan 0
        Assert-Harmless ($items | Out-String -Width 200)
        Assert-Harmless ($items | Format-Table | Out-String -Width 80)
        Assert-Harmless ($items | Format-List | Out-String -Width 120)
    }

    It 'refuses <Name> with a text that it does not repeat as it is' -ForEach @(
        @{ Name = 'a plan'; Command = { New-SloPlan api -Owner $hostile -ErrorAction Stop } }
        @{ Name = 'a criterion'; Command = { New-SloPlan api | Complete-SloCriterion -Criterion 'Team*' -Note $hostile -ErrorAction Stop } }
        @{ Name = 'evidence'; Command = { Test-SloPhaseReadiness baseline @{ Service = $hostile; Availability = $hostile } -ErrorAction Stop } }
        @{ Name = 'a file'; Command = { Import-SloPlan -LiteralPath (Join-Path $TestDrive "no`e[2J##vso[x].yaml") -ErrorAction Stop } }
    ) {
        $said = try { & $Command; '' } catch { "$_" }
        Assert-Harmless $said
    }

    It 'shows <Name> in 80 columns without a broken header or a broken short word' -ForEach @(
        @{ Name = 'readiness'; Get = { $readiness }; Header = 'Service +Phase +Verdict +Issues' }
        @{ Name = 'checks'; Get = { $readiness.Checks }; Header = 'Check +Status +Message' }
        @{ Name = 'evidence'; Get = { $readiness.Evidence }; Header = 'Service +From +Availability +Events +p95 +p99 +Coverage' }
        @{ Name = 'a budget'; Get = { $evidence | Measure-SloErrorBudget -Target 0.999 }; Header = 'Service +Period +Target +Used % +Events left +Minutes left +Burn rate +State' }
        @{ Name = 'templates'; Get = { Get-SloTemplate }; Header = 'Name +Latency +Title' }
    ) {
        $evidence = @{
            service = 'checkout'
            days = @(1..90 | ForEach-Object { @{ date = [datetime]::UtcNow.Date.AddDays(-$_).ToString('yyyy-MM-dd'); good_events = 99950; total_events = 100000; coverage = 0.992 } })
            latency_p95 = 1310; latency_p99 = 1720; incidents_last_30d = 9
        }
        $readiness = $evidence | Test-SloPhaseReadiness -Phase production_ready
        $items = @(& $Get)
        $text = $items | Out-String -Width 80
        $lines = @($text -split "`r?`n")
        @($lines | Where-Object { $_ -match "^$Header *$" }) | Should -HaveCount 1 -Because $text
        @($lines | Where-Object { $_.TrimEnd().Length -gt 80 }) | Should -HaveCount 0 -Because $text

        # Each word of the texts is there as a whole: none was cut at the edge of a column.
        $texts = @($items | ForEach-Object { $_.Issues; $_.Message; $_.Title }) | Where-Object { $_ }
        foreach ($word in @($texts -split '\s+' | Where-Object { $_ -and $_.Length -le 8 } | Sort-Object -Unique)) {
            $text | Should -Match "(?m)(^|\s)$([regex]::Escape($word))(;?\s|$)" -Because $text
        }
    }

    It 'shows findings in <Width> columns without a broken word' -ForEach @(@{ Width = 80 }, @{ Width = 120 }) {
        $finding = [ProgressiveSlo.Findings.SloFinding]::new(
            'NotificationTargetMissing', 'Information', 'The alert policy notifies nobody, and the budget of the period is gone before',
            'rules/checkout-availability.yaml', 1234, 'spec', 'Do it')
        $text = @($finding, $finding) | Out-String -Width $Width
        $lines = @($text -split "`r?`n")
        @($lines | Where-Object { $_ -match '^Severity +Code +Place +Message *$' }) | Should -HaveCount 1 -Because $text
        @($lines | Where-Object { $_.TrimEnd().Length -gt $Width }) | Should -HaveCount 0 -Because $text
        foreach ($word in 'Information', 'notifies', 'nobody,', 'policy', 'budget', 'period', 'before', 'availability.yaml', '(1234)') {
            $text | Should -Match "(?m)(^|\s)$([regex]::Escape($word))(\s|$)" -Because $text
        }
        $text | Should -Match 'NotificationTarget' -Because $text
        ($finding | Format-List | Out-String -Width 200) | Should -Match 'HelpUri'
    }

    It 'shows backtests in <Width> columns with every column' -ForEach @(@{ Width = 80 }, @{ Width = 120 }) {
        $start = ([datetime]'2026-03-02T00:00:00Z').ToUniversalTime()
        $rows = foreach ($minute in 0..1439) {
            [pscustomobject]@{ Service = 'shopping-cart-api'; Time = $start.AddMinutes($minute); Total = 1000; Bad = if ($minute -in 600..619) { 1000 } else { 0 } }
        }
        $results = @($rows | Invoke-SloBacktest)
        $results.Count | Should -BeGreaterThan 2
        $text = $results | Out-String -Width $Width
        $lines = @($text -split "`r?`n")
        @($lines | Where-Object { $_ -match '^Service +Phase +Target +Reached +Held +Budget +Alerts +Pages/week *$' }) | Should -HaveCount 1 -Because $text
        @($lines | Where-Object { $_.TrimEnd().Length -gt $Width }) | Should -HaveCount 0 -Because $text
        $text | Should -Not -Match '…' -Because $text
        foreach ($word in 'production_ready', 'improvement', 'baseline') { $text | Should -Match "\s$word\s" -Because $text }
    }

    It 'shows lists as lists' {
        $text = New-SloPlan api -StartDate 2026-01-05 | Format-List | Out-String
        $text | Should -Match 'Phases\s+: \{api: baseline, api: improvement, '
        $text | Should -Match 'Service\s+: api'
    }
}
