using System.Text.RegularExpressions;
using ProgressiveSlo.PowerShell.Tests.Support;

namespace ProgressiveSlo.PowerShell.Tests.Commands;

/// <summary>Branches whose text, names or histories look like something else.</summary>
public static partial class PlanChangeAttacks
{
    private const string OtherPhase = "currentPhase: excellence\n";

    public static IReadOnlyDictionary<string, PlanChangeAttack> Texts { get; } =
        new Dictionary<string, PlanChangeAttack>
        {
            ["a key twice"] = Text(t => t + OtherPhase, ["PlanInvalid"], "currentPhase"),
            ["a second document"] = Text(
                t => t + "---\n" + t.Replace("currentPhase: baseline\n", OtherPhase, StringComparison.Ordinal),
                ["PlanInvalid"],
                Plan
            ),
            ["a merge key"] = Text(t => t + "x: &x\n  currentPhase: excellence\n<<: *x\n", ["PlanInvalid"], Plan),
            ["a phase by its alias"] = Text(
                t => t.Replace("currentPhase: baseline", "currentPhase: *p").Replace("- name: excellence", "- name: &p excellence"),
                ["PlanInvalid"],
                Plan
            ),
            ["a tag"] = Text(t => t.Replace("currentPhase: baseline", "currentPhase: !!str excellence"), ["MoveWithoutEntry"], Plan),
            ["a tab"] = Text(t => t.Replace("  type: ratio", "\ttype: ratio"), ["PlanInvalid"], Plan),
            ["a mark of the byte order"] = Text(
                t => "\ufeff" + t.Replace("currentPhase: baseline\n", OtherPhase, StringComparison.Ordinal),
                ["MoveWithoutEntry"],
                "The plan goes from baseline to excellence"
            ),
            ["ends of lines of another system"] = Text(
                t => t.Replace("currentPhase: baseline\n", OtherPhase, StringComparison.Ordinal).Replace("\n", "\r\n"),
                ["MoveWithoutEntry"],
                "The plan goes from baseline to excellence"
            ),
            ["a line behind a comment"] = Text(
                t => t.Replace("currentPhase: baseline\n", "# currentPhase: baseline\u2028\u0085\r" + OtherPhase),
                ["MoveWithoutEntry"],
                "The plan goes from baseline to excellence"
            ),
            ["a phase whose name differs in case"] = Text(
                t => t.Replace("currentPhase: baseline", "currentPhase: Baseline"),
                ["PlanInvalid"],
                "'Baseline' is not a phase of this plan"
            ),
            ["two phases whose names differ in case"] = Text(
                t =>
                    t.Replace("- name: improvement", "- name: Baseline")
                        .Replace("consecutiveDays: 30", "consecutiveDays: 20")
                        .Replace("currentPhase: baseline", "currentPhase: Baseline"),
                ["PlanInvalid"],
                Plan
            ),
            ["a service that differs in case"] = new(
                r => Exported(r, () => r.Edit(Plan, "service: checkout\n", "service: Checkout\n")),
                ["PlanIdentityChanged"],
                "and that of Checkout (production) here"
            ),
            ["a second service that differs in case"] = new(
                r => r.WriteFile("plans/other.yaml", Basket(r, "Checkout")),
                ["ManifestsDoNotFit"],
                "manifests/PrometheusRule"
            ),
            ["a service that looks alike in a later phase"] = new(
                r =>
                    Exported(
                        r,
                        () =>
                        {
                            r.WriteFile(
                                "plans/other.yaml",
                                Basket(r, "\u0441heckout").Replace("currentPhase: baseline\n", OtherPhase, StringComparison.Ordinal)
                            );
                            r.DeleteFile(Plan);
                        }
                    ),
                ["PlanBeginsLate", "PlanReplaced"],
                "plans/other.yaml: currentPhase: The plan is new and begins in excellence"
            ),
            ["a plan that moves away, and another one in its place"] = new(
                r =>
                {
                    r.WriteFile("plans/archive/checkout.yaml", r.ReadFile(Plan));
                    r.Edit(Plan, "currentPhase: baseline\n", OtherPhase);
                    r.Export();
                },
                ["FileOutsideLayout", "MoveWithoutEntry"],
                "The plan goes from baseline to excellence"
            ),
            ["an entry twice"] = new(
                r => r.Append(Moved, Entry(r, Moved, 0)),
                ["HistoryBroken", "MoveForced"],
                "history[1]: The entry leaves baseline, and the plan is in improvement before it",
                Good
            ),
            ["an entry that is another person's"] = new(
                r => r.Edit(Moved, "  by: kim", "  by: auditor"),
                ["HistoryEntryChanged"],
                "history[0]: The entry differs from that of the target branch"
            ),
            ["an entry by the hour of another zone"] = new(
                r =>
                {
                    Proven(r);
                    r.WriteFile(
                        Plan,
                        Regex.Replace(
                            r.ReadFile(Plan),
                            "  (at|evaluatedAt): .*",
                            FormattableString.Invariant($"  $1: {DateTime.UtcNow.AddDays(1):yyyy-MM-dd}T12:00:00-11:00")
                        )
                    );
                },
                ["HistoryDate", "PhaseStartChanged"],
                "is in the future"
            ),
            ["attributes in the folder of the plans"] = new(
                r => r.WriteFile("plans/.gitattributes", "*.yaml eol=crlf\n"),
                ["FileOutsideLayout"],
                "plans/.gitattributes: : Attributes give a checkout other content than was checked"
            ),
            ["attributes below the manifests"] = new(
                r => r.WriteFile("manifests/own/.gitattributes", "* filter=x\n"),
                ["FileOutsideLayout"],
                "manifests/own/.gitattributes"
            ),
            ["a name with a line break"] = new(
                r => r.Plant("100644", "plans/a\nplans/b.yaml", "x"),
                ["FileName", "FileOutsideLayout"],
                "plans/a\\u000aplans/b.yaml: : The name has characters that do not print"
            )
            {
                IsPlanted = true,
            },
            ["a name with a quote"] = Planted("100644", "manifests/own/a\"b.yaml", "x", "FileName", "that Windows does not allow"),
            ["a folder with a dot beside that of the plans"] = Planted(
                "100644",
                "plans./basket.yaml",
                "x",
                "FileName",
                "plans.: : A name ends with a dot or a space, which Windows takes away"
            ),
            ["plans that are a submodule"] = new(
                r =>
                {
                    r.Git("rm", "-r", "-q", "--cached", "plans");
                    r.Plant("160000", "plans");
                },
                ["FileSubmodule", "ManifestsDoNotFit"],
                "plans: : It is a submodule"
            )
            {
                IsPlanted = true,
            },
            ["a plan of megabytes"] = new(r => r.Append(Plan, "# " + new string('x', 20 * 1024 * 1024) + "\n"), ["PlanInvalid"], Plan),
        };

    private static PlanChangeAttack Text(Func<string, string> change, string[] codes, string says) =>
        new(
            r =>
            {
                var text = change(r.ReadFile(Plan));
                r.WriteFile(Plan, text);
                if (codes is not ["PlanInvalid"])
                    r.Export();
            },
            codes,
            says
        );
}
