Describe 'Import-SloPlan' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'Module.ps1')
        $folder = (New-Item -ItemType Directory -Path (Join-Path $TestDrive 'plans')).FullName
        'search', 'checkout', 'Order History' | New-SloPlan -StartDate 2026-01-05 -Owner shop | Export-SloPlan $folder
        $text = [IO.File]::ReadAllText((Join-Path $folder 'checkout.yaml'))
    }

    Context 'what it reads' {
        It 'gives the plan that was exported' {
            $plan = New-SloPlan 'Order History' -StartDate 2026-01-05 -Owner shop
            Import-SloPlan (Join-Path $folder 'order-history.yaml') | ConvertTo-Json -Depth 8 | Should -BeExactly ($plan | ConvertTo-Json -Depth 8)
        }

        It 'exports the same bytes again' {
            $file = Join-Path $folder 'checkout.yaml'
            $copy = Import-SloPlan $file | Export-SloPlan (Join-Path $TestDrive 'again.yaml') -PassThru -Force
            Get-FileBase64 $copy.FullName | Should -BeExactly (Get-FileBase64 $file)
        }

        It 'reads a file that was saved as <encoding>' -ForEach @(
            @{ Encoding = 'UTF-8 with a byte order mark'; Object = [Text.UTF8Encoding]::new($true) }
            @{ Encoding = 'UTF-16'; Object = [Text.Encoding]::Unicode }
            @{ Encoding = 'UTF-32'; Object = [Text.Encoding]::UTF32 }
        ) {
            $file = Join-Path $TestDrive 'encoded.yaml'
            [IO.File]::WriteAllText($file, $text.Replace("`n", "`r`n"), $Object)
            (Import-SloPlan $file -ErrorAction Stop).Service | Should -Be 'checkout'
        }

        It 'reads numbers and dates the same under the culture <_>' -ForEach 'de-DE', 'tr-TR' {
            $script = { Import-SloPlan (Join-Path $folder 'checkout.yaml') | ConvertTo-SloReport -Format Json }
            Invoke-WithCulture $_ $script | Should -BeExactly (Invoke-WithCulture '' $script)
        }

        It 'keeps what a person changed' {
            $file = Join-Path $TestDrive 'edited.yaml'
            Set-PlainFile $file $text.Replace('owner: shop', "owner: 'team: green'").Replace('startDate: 2026-02-04', 'startDate: 2026-02-11')
            $plan = Import-SloPlan $file
            $plan.Owner | Should -Be 'team: green'
            $plan.Phases[0].DurationDays | Should -Be 37
        }
    }

    Context 'paths' {
        It 'reads the plans of a folder in the order of their names' {
            (Import-SloPlan $folder).Service | Should -Be @('checkout', 'Order History', 'search')
        }

        It 'takes files from Get-ChildItem' {
            (Get-ChildItem $folder -Filter *.yaml | Sort-Object Name -Descending | Import-SloPlan).Service | Should -Be @('search', 'Order History', 'checkout')
        }

        It 'takes a folder from Get-Item' {
            @(Get-Item $folder | Import-SloPlan).Count | Should -Be 3
        }

        It 'takes <_> relative to the location' -ForEach 'search.yaml', './search.yaml', '../plans/search.yaml', 's*.yaml', '[rs]*.yaml' {
            Push-Location $folder
            try {
                (Import-SloPlan $_).Service | Should -Be 'search'
                ($_ | Import-SloPlan).Service | Should -Be 'search'
            }
            finally { Pop-Location }
        }

        It 'takes <_> on a drive' -ForEach 'SloPlans:/search.yaml', 'SloPlans:\s*.yaml' {
            $null = New-PSDrive -Name SloPlans -PSProvider FileSystem -Root $folder
            try {
                (Import-SloPlan $_).Service | Should -Be 'search'
                @(Get-ChildItem SloPlans:/ | Import-SloPlan).Count | Should -Be 3
            }
            finally { Remove-PSDrive SloPlans }
        }

        It 'takes wildcard characters literally with -LiteralPath and from files' {
            $file = Join-Path $TestDrive 'p[1].yaml'
            Set-PlainFile $file $text
            (Import-SloPlan -LiteralPath $file).Service | Should -Be 'checkout'
            (Get-Item -LiteralPath $file | Import-SloPlan).Service | Should -Be 'checkout'
        }

        It 'does not take a path of another provider for one in the process folder' {
            $result = Invoke-ScriptProcess @'
Import-Module $env:PROGRESSIVESLO_MODULE
[Environment]::CurrentDirectory = Join-Path ([Environment]::CurrentDirectory) 'plans'
(Import-SloPlan variable:search.yaml -ErrorAction SilentlyContinue).Service
Set-Location variable:
(Import-SloPlan search.yaml -ErrorAction SilentlyContinue).Service
"errors: $($Error.Count)"
'@
            $result.Output | Should -Be 'errors: 2'
        }

        It 'says which file is not there, and reads the others' {
            $plans = Import-SloPlan (Join-Path $folder 'nope.yaml'), (Join-Path $folder 'search.yaml') -ErrorVariable problems -ErrorAction SilentlyContinue
            $plans.Service | Should -Be 'search'
            $problems.Count | Should -Be 1
            $problems[0].FullyQualifiedErrorId | Should -BeLike 'SloPlanNotFound,*'
            $problems[0].CategoryInfo.Category | Should -Be 'ObjectNotFound'
            $problems[0].ToString() | Should -Match 'nope\.yaml'
        }

        It 'says nothing when wildcards match nothing' {
            Import-SloPlan (Join-Path $folder 'nope*.yaml') -ErrorAction Stop | Should -BeNullOrEmpty
        }
    }

    Context 'files that are not sound' {
        It 'refuses <what> with its place, and reads the other files' -ForEach @(
            @{ What = 'an unknown key'; Find = 'owner:'; Replace = 'onwer:'; Message = 'bad.yaml(*,1): onwer: *unknown*' }
            @{ What = 'a key that is duplicated'; Find = 'service: checkout'; Replace = "service: checkout`nservice: b"; Message = "bad.yaml(*,1): *'service' is duplicated*" }
            @{ What = 'a percent for a ratio'; Find = 'availability: 0.995'; Replace = 'availability: 99.5'; Message = 'bad.yaml(*): phases?1?.targets.availability: *99.5*' }
            @{ What = 'a comma for a point'; Find = 'availability: 0.995'; Replace = 'availability: 0,995'; Message = 'bad.yaml(*): phases?1?.targets.availability: *0,995*' }
            @{ What = 'a service name with a path'; Find = 'service: checkout'; Replace = 'service: ../../x'; Message = "bad.yaml(*): service: *'../../x'*" }
            @{ What = 'a date that is none'; Find = 'startDate: 2026-02-04'; Replace = 'startDate: 2026-02-30'; Message = 'bad.yaml(*): phases?1?.startDate: *2026-02-30*' }
            @{ What = 'YAML that is none'; Find = 'kind: SloPlan'; Replace = "kind: 'SloPlan"; Message = 'bad.yaml(*' }
            @{ What = 'a document of another kind'; Find = 'kind: SloPlan'; Replace = 'kind: Deployment'; Message = "bad.yaml(*): kind: *Deployment*" }
        ) {
            $mixed = New-Item -ItemType Directory -Path (Join-Path $TestDrive ([guid]::NewGuid().ToString('N')))
            Set-PlainFile (Join-Path $mixed.FullName 'a.yaml') $text
            $text.Contains($Find) | Should -BeTrue
            Set-PlainFile (Join-Path $mixed.FullName 'bad.yaml') $text.Replace($Find, $Replace)
            Set-PlainFile (Join-Path $mixed.FullName 'c.yaml') $text
            Push-Location $mixed.FullName
            try { $plans = @(Get-ChildItem | ForEach-Object Name | Import-SloPlan -ErrorVariable problems -ErrorAction SilentlyContinue) }
            finally { Pop-Location }
            $plans.Count | Should -Be 2
            $problems.Count | Should -Be 1
            $problems[0].FullyQualifiedErrorId | Should -BeLike 'SloPlanInvalidFile,*'
            $problems[0].CategoryInfo.Category | Should -Be 'InvalidData'
            ($problems[0].ToString() -split '\r?\n')[0] | Should -BeLike $Message
        }

        It 'refuses <what> in the history, with its place and what to do' -ForEach @(
            @{ What = 'a phase without a move'; Find = 'currentPhase: improvement'; Replace = 'currentPhase: excellence'; Message = 'hand.yaml(*,15): currentPhase: The plan is in excellence, and its history ends in improvement.*' }
            @{ What = 'another date'; Find = 'at: 202'; Replace = 'at: 201'; Message = 'hand.yaml(*,11): history?0?.digest: The entry was written or changed by hand.*' }
            @{ What = 'a date in the future'; Find = 'at: 20'; Replace = 'at: 21'; Message = 'hand.yaml(*,7): history?0?.at: *in the future.*' }
            @{ What = 'another reason'; Find = 'reason: Launch'; Replace = 'reason: Proven'; Message = 'hand.yaml(*,11): history?0?.digest: The entry was written or changed by hand.*' }
            @{ What = 'a verdict of its own'; Find = '  reason: Launch'; Replace = '  verdict: Fine'; Message = "hand.yaml(*,12): history?0?.verdict: 'Fine' is not a verdict.*" }
            @{ What = 'the moves of another service'; Find = 'service: checkout'; Replace = 'service: web'; Message = 'hand.yaml(*,13): history?0?.previous: The history was not begun by a cmdlet for web*' }
        ) {
            $file = Join-Path $TestDrive 'hand.yaml'
            Set-PlainFile $file $text
            Step-SloPlan $file -Force -Reason Launch -By kim
            (Import-SloPlan $file).History[0].Digest | Should -Match '^sha256:[0-9a-f]{64}$'
            $moved = [IO.File]::ReadAllText($file)
            $moved.Contains($Find) | Should -BeTrue
            Set-PlainFile $file $moved.Replace($Find, $Replace)
            Push-Location $TestDrive
            try { Import-SloPlan hand.yaml -ErrorVariable problems -ErrorAction SilentlyContinue | Should -BeNullOrEmpty }
            finally { Pop-Location }
            $problems[0].FullyQualifiedErrorId | Should -BeLike 'SloPlanInvalidFile,*'
            $line = ($problems[0].ToString() -split '\r?\n') -like $Message
            $line.Count | Should -Be 1 -Because $problems[0]
            $line[0] | Should -BeLike '*Take the file back from Git as it was*'
        }

        It 'stops at the first one with -ErrorAction Stop' {
            $bad = Join-Path $TestDrive 'stop.yaml'
            Set-PlainFile $bad 'kind: SloPlan'
            (Get-TerminatingError { Import-SloPlan $bad, $folder -ErrorAction Stop }).FullyQualifiedErrorId | Should -BeLike 'SloPlanInvalidFile,*'
        }

        It 'shows no type of a dependency in its errors' {
            $bad = Join-Path $TestDrive 'open.yaml'
            Set-PlainFile $bad "a: 'open"
            $null = Import-SloPlan $bad -ErrorVariable problems -ErrorAction SilentlyContinue
            for ($e = $problems[0].Exception; $e; $e = $e.InnerException) { $e.GetType().FullName | Should -BeLike 'ProgressiveSlo.*' }
        }
    }

    It 'feeds the whole chain' {
        $lines = Get-ChildItem $folder | Import-SloPlan | Where-Object Service -NE search | Get-SloPhase -At 2026-05-01 | Sort-Object Service | ForEach-Object { "$($_.Service): $($_.Name)" }
        $lines | Should -Be @('checkout: production_ready', 'Order History: production_ready')
    }
}
