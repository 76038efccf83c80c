using System.Threading;
using ProgressiveSlo.Migration.Prerequisites;
using Xunit;

namespace ProgressiveSlo.Probes.Tests;

/// <summary>The probes of a cluster, with a kubectl that says what a test wants.</summary>
public sealed class KubernetesProbeTests
{
    private const string Crd = "customresourcedefinition.apiextensions.k8s.io/";
    private const string Rules = Crd + "prometheusrules.monitoring.coreos.com\n";

    [Fact]
    public void A_context_with_PrometheusRule_passes_and_other_resources_are_listed()
    {
        var kubectl = new FakeKubectl
        {
            Contexts = "prod\ntest\n",
            Resources = Rules + Crd + "servicelevelobjectives.pyrra.dev\n" + Crd + "other.example.com\n",
        };
        var found = Probe(kubectl, "test");
        Assert.Equal(("Pass", "Pass"), (found["KubernetesContext"].Status, found["KubernetesResources"].Status));
        Assert.Equal(
            "The cluster knows prometheusrules.monitoring.coreos.com, servicelevelobjectives.pyrra.dev",
            found["KubernetesResources"].Message
        );
        Assert.Contains(kubectl.Calls, c => c.Contains("--context=test"));
        Assert.All(found.Values, p => Assert.True(p.Required));
    }

    [Fact]
    public void The_current_context_is_taken_when_none_is_named()
    {
        var found = Probe(
            new FakeKubectl
            {
                Contexts = "prod\n",
                Current = "prod\n",
                Resources = Rules,
            }
        );
        Assert.Equal(("Pass", "prod"), (found["KubernetesContext"].Status, found["KubernetesContext"].Actual));
        Assert.Equal("Fail", Probe(new FakeKubectl { Contexts = "prod\n" })["KubernetesContext"].Status);
    }

    [Fact]
    public void A_context_or_a_resource_that_is_not_there_fails()
    {
        var found = Probe(
            new FakeKubectl { Contexts = "prod\ntest\n", Resources = Crd + "prometheusservicelevels.sloth.slok.dev\n" },
            "stage"
        );
        Assert.Equal(("Fail", "Give one of prod, test"), (found["KubernetesContext"].Status, found["KubernetesContext"].Guidance));
        Assert.Equal(
            "The cluster does not know prometheusrules.monitoring.coreos.com, but prometheusservicelevels.sloth.slok.dev",
            found["KubernetesResources"].Message
        );
    }

    [Fact]
    public void A_cluster_that_cannot_be_asked_is_unknown_in_its_words_without_log_and_credentials()
    {
        var found = Probe(
            new FakeKubectl
            {
                Contexts = "a\n",
                Current = "a\n",
                Error =
                    "E1125 12:53:04.580632    8508 memcache.go:265] noise\nThe connection to https://u:s3cret@k8s.example was refused\n",
            }
        )["KubernetesResources"];
        Assert.Equal(("Unknown", "kubectl says: The connection to https://k8s.example was refused"), (found.Status, found.Message));
    }

    [Fact]
    public void A_kubectl_that_is_missing_or_hangs_says_so()
    {
        Assert.Equal("kubectl is not on PATH", Probe(new FakeKubectl { Outcome = ProcessOutcome.NotFound })["KubernetesContext"].Message);
        Assert.Equal(
            "kubectl gives no answer in time",
            Probe(new FakeKubectl { Outcome = ProcessOutcome.TimedOut })["KubernetesResources"].Message
        );
    }

    [Theory]
    [InlineData(new[] { "a" }, "\"a\"")]
    [InlineData(new[] { "a b", "" }, "\"a b\" \"\"")]
    [InlineData(new[] { "a\"b", "c\\", "d\\\"e" }, "\"a\\\"b\" \"c\\\\\" \"d\\\\\\\"e\"")]
    public void Arguments_are_quoted_so_that_they_come_apart_again(string[] arguments, string text) =>
        Assert.Equal(text, ArgumentEncoding.Join(arguments));

    private static Dictionary<string, SloPrerequisite> Probe(FakeKubectl kubectl, string? context = null) =>
        PrerequisiteProbes
            .Create(new PrerequisiteSettings { Kubernetes = true, KubeContext = context }, kubectl)
            .Select(p => p.Probe(CancellationToken.None))
            .Where(p => p.Area == "Kubernetes")
            .ToDictionary(p => p.Name);

    private sealed class FakeKubectl : IProcessRunner
    {
        public ProcessOutcome Outcome { get; init; }

        public string Contexts { get; init; } = "";

        public string Current { get; init; } = "";

        public string Resources { get; init; } = "";

        public string Error { get; init; } = "";

        public List<IReadOnlyList<string>> Calls { get; } = [];

        public ProcessResult Run(string program, IReadOnlyList<string> arguments, CancellationToken token)
        {
            Assert.Equal("kubectl", program);
            Calls.Add(arguments);
            if (Outcome != ProcessOutcome.Ended)
                return new ProcessResult(Outcome, 0, "", "");
            return (arguments[0], arguments[1]) switch
            {
                ("config", "get-contexts") => new ProcessResult(Outcome, 0, Contexts, ""),
                ("config", "current-context") => new ProcessResult(
                    Outcome,
                    Current.Length == 0 ? 1 : 0,
                    Current,
                    "error: current-context is not set"
                ),
                _ => new ProcessResult(Outcome, Error.Length == 0 ? 0 : 1, Resources, Error),
            };
        }
    }
}
