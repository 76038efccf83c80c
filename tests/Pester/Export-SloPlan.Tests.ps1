Describe 'Export-SloPlan' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'Module.ps1')
        $plan = New-SloPlan api -StartDate 2026-01-05 -Tier critical -Owner payments
    }

    BeforeEach {
        # A folder of its own for each test, and the location.
        $folder = (New-Item -ItemType Directory -Path (Join-Path $TestDrive ([guid]::NewGuid().ToString('N')))).FullName
        Push-Location $folder
    }

    AfterEach {
        Pop-Location
    }

    Context 'files' {
        It 'writes one plan to a file, and says nothing' {
            $plan | Export-SloPlan api.yaml | Should -BeNullOrEmpty
            (Get-ChildItem $folder -Force).Name | Should -Be 'api.yaml'
            $text = Get-Content api.yaml -Raw
            $text | Should -Match '(?m)^kind: SloPlan$'
            $text | Should -Match '(?m)^service: api$'
            $text | Should -Match '(?m)^apiVersion: '
        }

        It 'writes UTF-8 without a byte order mark, and lines that end with LF' {
            $name = 'gr' + [char]0xF6 + [char]0xDF + 'e'
            New-SloPlan $name -StartDate 2026-01-05 | Export-SloPlan p.yaml
            $bytes = [IO.File]::ReadAllBytes((Join-Path $folder 'p.yaml'))
            $bytes[0] | Should -BeLessThan 128
            $bytes | Should -Not -Contain 13
            $bytes[-1] | Should -Be 10
            [Text.Encoding]::UTF8.GetString($bytes).Contains("service: $name`n") | Should -BeTrue
        }

        It 'writes one file for each plan to a folder, which it makes' {
            'checkout', 'Order History' | New-SloPlan | Export-SloPlan new/plans -PassThru | ForEach-Object Name | Should -Be @('checkout.yaml', 'order-history.yaml')
            (Get-ChildItem new/plans -Force | Sort-Object Name).Name | Should -Be @('checkout.yaml', 'order-history.yaml')
        }

        It 'gives files that other cmdlets take' {
            $file = $plan | Export-SloPlan api.yaml -PassThru
            $file | Should -BeOfType ([IO.FileInfo])
            ($file | Import-SloPlan).Service | Should -Be 'api'
            $file.Length | Should -Be (Get-Item api.yaml).Length
        }

        It 'gives files that Get-Content takes' {
            ($plan | Export-SloPlan api.yaml -PassThru | Get-Content -ErrorAction Stop | Select-String '^service:').Line | Should -Be 'service: api'
        }

        It 'takes a folder that wildcards name, if there is one' {
            $null = New-Item -ItemType Directory plans-2026
            ($plan | Export-SloPlan plans-* -PassThru).FullName | Should -Be (Join-Path (Join-Path $folder 'plans-2026') 'api.yaml')
        }

        It 'takes wildcard characters literally with -LiteralPath' {
            $plan | Export-SloPlan -LiteralPath 'p[1].yaml'
            Test-Path -LiteralPath 'p[1].yaml' | Should -BeTrue
        }

        It 'writes the same bytes under the culture <_>' -ForEach 'de-DE', 'tr-TR' {
            $script = { New-SloPlan 'INCIDENT Service' -StartDate 2026-01-05 -Window 36h | Export-SloPlan plans/ -Force -PassThru }
            $invariant = Invoke-WithCulture '' $script
            $bytes = Get-FileBase64 $invariant.FullName
            $file = Invoke-WithCulture $_ $script
            $file.Name | Should -BeExactly 'incident-service.yaml'
            Get-FileBase64 $file.FullName | Should -BeExactly $bytes
        }

        It 'writes whole files only, also when the pipeline ends early' {
            $null = 'a', 'b', 'c' | New-SloPlan | Export-SloPlan plans/ -PassThru | Select-Object -First 1
            @(Get-ChildItem plans -Force).Count | Should -BeLessOrEqual 2
            Import-SloPlan plans -ErrorAction Stop | ForEach-Object Service | Select-Object -First 1 | Should -Be 'a'
            @(Get-ChildItem plans -Force | Where-Object Extension -NE '.yaml').Count | Should -Be 0
        }
    }

    Context 'paths' {
        It 'is relative to the location, not to the process' {
            $null = New-Item -ItemType Directory sub
            Set-Location sub
            $plan | Export-SloPlan here.yaml
            Test-Path -LiteralPath (Join-Path (Join-Path $folder 'sub') 'here.yaml') | Should -BeTrue
        }

        It 'writes <path> on a drive' -ForEach @(
            @{ Path = 'SloPlans:/x.yaml'; File = 'x.yaml' }
            @{ Path = 'SloPlans:\deep\'; File = 'deep/api.yaml' }
            @{ Path = 'SloPlans:/'; File = 'api.yaml' }
        ) {
            $null = New-PSDrive -Name SloPlans -PSProvider FileSystem -Root $folder
            try { $plan | Export-SloPlan $Path }
            finally { Remove-PSDrive SloPlans }
            Test-Path -LiteralPath (Join-Path $folder $File) | Should -BeTrue
        }

        It 'refuses <path>, and names it' -ForEach @(
            @{ Path = 'variable:x.yaml' }
            @{ Path = 'NoSuchDrive:/x.yaml' }
            @{ Path = 'no*.yaml' }
        ) {
            $problem = Get-TerminatingError { $plan | Export-SloPlan $Path -ErrorAction SilentlyContinue }
            $problem.FullyQualifiedErrorId | Should -BeLike 'SloPlanInvalidPath,*'
            $problem.ToString().Contains(($Path -split ':/')[0]) | Should -BeTrue
            Get-ChildItem $folder -Force | Should -BeNullOrEmpty
        }
    }

    Context '-Force' {
        It 'leaves a file alone without it, and writes the others' {
            Set-Content a.yaml 'mine'
            $files = 'a', 'b' | New-SloPlan | Export-SloPlan . -PassThru -ErrorVariable problems -ErrorAction SilentlyContinue
            $files.Name | Should -Be 'b.yaml'
            Get-Content a.yaml | Should -Be 'mine'
            $problems.Count | Should -Be 1
            $problems[0].FullyQualifiedErrorId | Should -BeLike 'SloPlanFileExists,*'
            $problems[0].CategoryInfo.Category | Should -Be 'ResourceExists'
            $problems[0].ToString() | Should -Match 'a\.yaml.*-Force'
        }

        It 'replaces the file with it' {
            Set-Content api.yaml ('x' * 100000)
            $plan | Export-SloPlan api.yaml -Force
            (Import-SloPlan api.yaml).Owner | Should -Be 'payments'
        }

        It 'keeps what was written before a stop' {
            Set-Content b.yaml 'mine'
            $problem = Get-TerminatingError { 'a', 'b', 'c' | New-SloPlan | Export-SloPlan . -ErrorAction Stop }
            $problem.FullyQualifiedErrorId | Should -BeLike 'SloPlanFileExists,*'
            (Get-ChildItem -Force | Sort-Object Name).Name | Should -Be @('a.yaml', 'b.yaml')
            Get-Content b.yaml | Should -Be 'mine'
        }
    }

    Context 'what must not be written' {
        It 'writes nothing with -WhatIf' {
            $plan | Export-SloPlan new/api.yaml -WhatIf -PassThru | Should -BeNullOrEmpty
            Get-ChildItem $folder -Force | Should -BeNullOrEmpty
        }

        It 'writes nothing with $WhatIfPreference' {
            & { $WhatIfPreference = $true; $plan | Export-SloPlan api.yaml }
            Get-ChildItem $folder -Force | Should -BeNullOrEmpty
        }

        It 'says with -Verbose which file it writes' {
            $messages = $plan | Export-SloPlan api.yaml -Verbose 4>&1
            "$messages" | Should -Match ([regex]::Escape((Join-Path $folder 'api.yaml')))
        }

        It 'refuses a second plan for one file' {
            'a', 'b' | New-SloPlan | Export-SloPlan p.yaml -ErrorVariable problems -ErrorAction SilentlyContinue
            $problems.Count | Should -Be 1
            $problems[0].FullyQualifiedErrorId | Should -BeLike 'SloPlanInvalidPath,*'
            $problems[0].TargetObject.Service | Should -Be 'b'
            (Import-SloPlan p.yaml).Service | Should -Be 'a'
        }

        It 'refuses two services with one file name, and names both' {
            'order api', 'order-api', 'other' | New-SloPlan | Export-SloPlan . -ErrorVariable problems -ErrorAction SilentlyContinue
            $problems.Count | Should -Be 1
            $problems[0].ToString() | Should -Match "'order-api'.*'order api'.*order-api\.yaml"
            (Get-ChildItem | Sort-Object Name).Name | Should -Be @('order-api.yaml', 'other.yaml')
        }

        It 'refuses what is not a plan' {
            Get-TerminatingError { 'api' | Export-SloPlan api.yaml -ErrorAction Stop } | Should -Not -BeNullOrEmpty
            Get-ChildItem $folder -Force | Should -BeNullOrEmpty
        }
    }
}
