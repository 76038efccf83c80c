using System.Diagnostics;
using System.Threading;
using ProgressiveSlo.Migration.Prerequisites;
using ProgressiveSlo.Probes;
using Xunit;

namespace ProgressiveSlo.Prometheus.Tests.Prerequisites;

/// <summary>The probes of the repository and its pipeline, on real repositories.</summary>
public sealed class GitProbeTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("slo git-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_clone_that_is_clean_passes()
    {
        var repository = Clone();
        var found = Probe(repository);
        Assert.Equal("Pass Pass Pass", Statuses(found));
        Assert.Equal("main", found["GitRepository"].Actual);
        Assert.Equal("https://git.example/team/slo.git", found["GitRemote"].Actual);
        Assert.Equal("Pass Pass Pass", Statuses(Probe(Directory.CreateDirectory(Path.Combine(repository, "plans")).FullName)));
    }

    [Theory]
    [InlineData("with space")]
    [InlineData("with\nline break")]
    [InlineData("quote\"s'and\\slash")]
    [InlineData("--upload-pack=touch")]
    [InlineData("ünïcode")]
    public void A_folder_may_have_any_name(string name)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such names");
        Assert.Equal("Pass Pass Pass", Statuses(Probe(Clone(name))));
    }

    [Fact]
    public void Changes_are_counted_also_with_odd_names()
    {
        var repository = Clone();
        File.WriteAllText(Path.Combine(repository, "new\nline.yaml"), "");
        File.WriteAllText(Path.Combine(repository, "a.yaml"), "changed");
        var found = Probe(repository)["GitClean"];
        Assert.Equal(("Fail", "2 files are not committed", "2", "0"), (found.Status, found.Message, found.Actual, found.Target));
        File.Delete(Path.Combine(repository, "new\nline.yaml"));
        Assert.Equal("1 file is not committed", Probe(repository)["GitClean"].Message);
        File.WriteAllText(Path.Combine(repository, ".git/info/exclude"), "ignored\n");
        File.WriteAllText(Path.Combine(repository, "ignored"), "");
        Git(repository, "checkout", "-q", "--", ".");
        Assert.Equal("Pass", Probe(repository)["GitClean"].Status);
    }

    [Fact]
    public void No_remote_no_commit_no_branch_and_no_repository_fail()
    {
        var repository = Clone();
        Git(repository, "remote", "remove", "origin");
        Assert.Equal("Pass Fail Pass", Statuses(Probe(repository)));
        Git(repository, "checkout", "-q", "--detach");
        Assert.Equal(("Fail", "detached"), (Probe(repository)["GitRepository"].Status, Probe(repository)["GitRepository"].Actual));

        var empty = Directory.CreateDirectory(Path.Combine(_folder.FullName, "empty")).FullName;
        Git(empty, "init", "-q", "-b", "first");
        Assert.Equal("The repository has no commit on 'first' yet", Probe(empty)["GitRepository"].Message);

        var bare = Directory.CreateDirectory(Path.Combine(_folder.FullName, "bare")).FullName;
        Git(bare, "init", "-q", "--bare");
        Assert.StartsWith("The repository has no files", Probe(bare)["GitRepository"].Message, StringComparison.Ordinal);

        var none = Directory.CreateDirectory(Path.Combine(_folder.FullName, "none")).FullName;
        Assert.Equal("Fail Unknown Unknown", Statuses(Probe(none)));
        Assert.Equal("The folder is not in a Git repository", Probe(none)["GitRepository"].Message);
    }

    [Theory]
    [InlineData("core.fsmonitor")]
    [InlineData("filter.x.clean")]
    [InlineData("filter.x.process")]
    [InlineData("filter.X y.clean")]
    [InlineData("core.pager")]
    [InlineData("core.sshCommand")]
    [InlineData("credential.helper")]
    [InlineData("diff.external")]
    [InlineData("diff.x.textconv")]
    [InlineData("core.alternateRefsCommand")]
    public void Nothing_that_the_repository_names_is_run(string setting)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The program is a script for sh");
        var repository = Clone();
        var program = Script("program", $"touch '{Trace}'; cat");
        Git(repository, "config", setting, $"'{program}'");
        Git(repository, "config", "filter.x.required", "true");
        Touch(repository, setting.Contains(' ', StringComparison.Ordinal) ? "* text" : "* filter=x diff=x");
        Assert.Equal("Pass Pass Pass", Statuses(Probe(repository)));
        Assert.False(File.Exists(Trace));
    }

    [Fact]
    public void A_filter_behind_an_include_is_not_run_and_one_with_an_odd_name_is_told()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The program is a script for sh");
        var repository = Clone();
        var program = Script("program", $"touch '{Trace}'; cat");
        File.WriteAllText(Path.Combine(repository, ".git/more"), $"[filter \"x\"]\n\tclean = '{program}'\n");
        Git(repository, "config", "include.path", "more");
        Touch(repository, "* filter=x");
        Assert.Equal("Pass", Probe(repository)["GitClean"].Status);

        File.WriteAllText(Path.Combine(repository, ".git/more"), $"[filter \"x=y\"]\n\tclean = '{program}'\n");
        var found = Probe(repository)["GitClean"];
        Assert.Equal("Unknown", found.Status);
        Assert.Contains("filter", found.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Trace));
    }

    [Fact]
    public void A_filter_of_the_user_is_run_as_always()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The program is a script for sh");
        var repository = Clone();
        var home = Path.Combine(_folder.FullName, "home.config");
        File.WriteAllText(home, $"[filter \"x\"]\n\tclean = '{Script("program", $"touch '{Trace}'; cat")}'\n");
        Script("git", $"GIT_CONFIG_GLOBAL='{home}' exec '{RealGit()}' \"$@\"");
        Touch(repository, "* filter=x");
        var path = _folder.FullName + ":" + Environment.GetEnvironmentVariable("PATH");
        Assert.Equal("Pass", Probe(repository, new ProcessRunner(TimeSpan.FromMinutes(1), path))["GitClean"].Status);
        Assert.True(File.Exists(Trace));
    }

    [Fact]
    public void Hooks_and_what_submodules_configure_are_not_run()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The program is a script for sh");
        var repository = Clone();
        var program = Script("program", $"touch '{Trace}'; cat");
        var inner = Clone("inner");
        Git(repository, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", inner, "inner");
        Git(repository, "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "-m", "second");
        File.Copy(Script("hook", $"touch '{Trace}'"), Path.Combine(repository, ".git/hooks/post-index-change"));
        var below = Path.Combine(repository, "inner");
        Git(below, "config", "filter.x.clean", $"'{program}'");
        File.WriteAllText(Path.Combine(repository, ".git/modules/inner/info/attributes"), "* filter=x");
        File.SetLastWriteTimeUtc(Path.Combine(below, "a.yaml"), new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Assert.Equal("Pass", Probe(repository)["GitClean"].Status);
        Assert.False(File.Exists(Trace));
    }

    [Fact]
    public void A_machine_without_git_or_with_one_that_hangs_says_so()
    {
        var repository = Clone();
        var found = Probe(repository, new ProcessRunner(TimeSpan.FromSeconds(30), _folder.FullName));
        Assert.Equal("Fail Unknown Unknown", Statuses(found));
        Assert.Equal("git is not on PATH", found["GitRepository"].Message);

        Assert.SkipWhen(OperatingSystem.IsWindows(), "The program is a script for sh");
        Script("git", "sleep 60");
        var slow = Probe(
            repository,
            new ProcessRunner(TimeSpan.FromMilliseconds(200), _folder.FullName + ":" + Environment.GetEnvironmentVariable("PATH"))
        );
        Assert.Equal("git gives no answer in time", slow["GitRepository"].Message);
    }

    [Fact]
    public void Git_s_own_complaint_is_shown_without_credentials()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The program is a script for sh");
        Script("git", "echo \"fatal: cannot use 'https://bob:s3cret@git.example/x' at all.\" >&2; exit 1");
        var found = Probe(Clone(), new ProcessRunner(TimeSpan.FromSeconds(30), _folder.FullName));
        Assert.Equal("git says: fatal: cannot use 'https://git.example/x' at all", found["GitRepository"].Message);
    }

    [Theory]
    [InlineData("https://user:pa%20ss@git.example/a.git", "https://git.example/a.git")]
    [InlineData("https://ghp_token@git.example:8443/a", "https://git.example:8443/a")]
    [InlineData("https://git.example/a?access_token=secret#secret", "https://git.example/a")]
    [InlineData("https://user:pass/word@git.example/a", "https://(an address that is not shown)")]
    [InlineData("https://user:12/word@git/a", "https://(an address that is not shown)")]
    [InlineData("https://user:p@ss@git.example/a", "https://git.example/a")]
    [InlineData("git@git.example:team/a.git", "git.example:team/a.git")]
    [InlineData("token:secret@git.example:team/a.git", "git.example:team/a.git")]
    [InlineData("ssh://git@git.example/a\u001b[2J", "ssh://git.example/a\\u001b[2J")]
    [InlineData("/srv/me@work/a.git", "/srv/me@work/a.git")]
    [InlineData("https://[::1]:3000/a", "https://[::1]:3000/a")]
    public void Addresses_of_remotes_are_shown_without_secrets(string url, string shown)
    {
        Assert.Equal(shown, RemoteAddress.Redact(url));
        Assert.DoesNotContain("secret", RemoteAddress.RedactAll($"fatal: '{url}' is bad"), StringComparison.Ordinal);
    }

    [Fact]
    public void Pipelines_are_found_where_each_system_looks()
    {
        var repository = Clone();
        var none = Probe(repository);
        Assert.Equal(("Fail", "Unknown"), (none["PipelineDefined"].Status, none["PipelineCallsProgressiveSlo"].Status));
        foreach (
            var file in new[]
            {
                "azure-pipelines.yml",
                ".azure-pipelines/pr.yml",
                ".github/workflows/slo.yaml",
                ".gitlab-ci.yml",
                "Jenkinsfile",
            }
        )
        {
            var full = Path.Combine(repository, file);
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            File.WriteAllText(full, "");
            Assert.Equal("Fail", Probe(repository)["PipelineDefined"].Status);
            File.WriteAllText(full, "steps: []\n");
            var found = Probe(Directory.CreateDirectory(Path.Combine(repository, "plans")).FullName);
            Assert.Equal(("Pass", file), (found["PipelineDefined"].Status, found["PipelineDefined"].Actual));
            Assert.Equal(("Fail", false), (found["PipelineCallsProgressiveSlo"].Status, found["PipelineCallsProgressiveSlo"].Required));
            File.WriteAllText(full, "- pwsh: Test-SloManifest manifests\n");
            Assert.Equal("Pass", Probe(repository)["PipelineCallsProgressiveSlo"].Status);
            File.Delete(full);
        }
    }

    private string Trace => Path.Combine(_folder.FullName, "trace");

    // Another time than the index knows: git compares the content.
    private static void Touch(string repository, string attributes)
    {
        File.WriteAllText(Path.Combine(repository, ".git/info/attributes"), attributes + "\n");
        File.SetLastWriteTimeUtc(Path.Combine(repository, "a.yaml"), new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
    }

    private static string RealGit() =>
        Environment
            .GetEnvironmentVariable("PATH")!
            .Split(Path.PathSeparator)
            .Select(f => Path.Combine(f, "git"))
            .First(File.Exists);

    private string Clone(string name = "clone")
    {
        var repository = Directory.CreateDirectory(Path.Combine(_folder.FullName, name)).FullName;
        Git(repository, "init", "-q", "-b", "main");
        Git(repository, "remote", "add", "origin", "https://bob:s3cret@git.example/team/slo.git");
        File.WriteAllText(Path.Combine(repository, "a.yaml"), "a\n");
        Git(repository, "add", ".");
        Git(repository, "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "-m", "first");
        return repository;
    }

    private string Script(string name, string text)
    {
        var file = Path.Combine(_folder.FullName, name);
        File.WriteAllText(file, "#!/bin/sh\n" + text + "\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return file;
    }

    private static string Statuses(Dictionary<string, SloPrerequisite> found) =>
        string.Join(" ", found.Values.Where(p => p.Area == "Repository").Select(p => p.Status));

    private static Dictionary<string, SloPrerequisite> Probe(string folder, IProcessRunner? runner = null)
    {
        var found = PrerequisiteProbes
            .Create(new PrerequisiteSettings { Repository = folder }, runner ?? new ProcessRunner(TimeSpan.FromMinutes(1)))
            .Select(p => p.Probe(TestContext.Current.CancellationToken))
            .ToDictionary(p => p.Name);
        Assert.All(
            found.Values,
            p => Assert.DoesNotContain("s3cret", p.Message + p.Actual + p.Target + p.Guidance, StringComparison.Ordinal)
        );
        return found;
    }

    private static void Git(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("git") { WorkingDirectory = folder, RedirectStandardError = true };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, error);
    }
}
