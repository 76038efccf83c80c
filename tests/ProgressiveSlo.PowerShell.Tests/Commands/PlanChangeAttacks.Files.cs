namespace ProgressiveSlo.PowerShell.Tests.Commands;

/// <summary>Branches whose files are not what they look like.</summary>
public static partial class PlanChangeAttacks
{
    public static IReadOnlyDictionary<string, PlanChangeAttack> Files { get; } =
        new Dictionary<string, PlanChangeAttack>
        {
            ["a plan that is a link"] = Planted(
                "120000",
                "plans/basket.yaml",
                "../../../etc/passwd",
                "FileLink",
                "plans/basket.yaml: : It is a symbolic link"
            ),
            ["a manifest that is a link"] = Planted(
                "120000",
                "manifests/docs/leak.txt",
                "/etc/passwd",
                "FileLink",
                "manifests/docs/leak.txt"
            ),
            ["a folder that is a link to itself"] = Planted(
                "120000",
                "manifests/a",
                ".",
                "FileLink",
                "Commit the file itself in its place"
            ),
            ["plans that are a link"] = new(
                r =>
                {
                    r.Git("rm", "-r", "-q", "--cached", "plans");
                    r.Plant("120000", "plans", "/etc");
                },
                ["FileLink", "ManifestsDoNotFit"],
                "plans: : It is a symbolic link"
            )
            {
                IsPlanted = true,
            },
            ["a plan that can be run"] = new(
                r => r.Git("update-index", "--chmod=+x", Plan),
                ["FileExecutable"],
                "plans/checkout.yaml: : The file is executable, and nothing here is run. Run git update-index --chmod=-x"
            )
            {
                IsPlanted = true,
            },
            ["a submodule"] = Planted("160000", "manifests/vendor", "", "FileSubmodule", "manifests/vendor: : It is a submodule"),
            ["a plan in a subfolder"] = Planted(
                "100644",
                "plans/team/basket.yaml",
                "x",
                "FileOutsideLayout",
                "Plans lie directly in plans"
            ),
            ["a plan with a dot"] = Planted("100644", "plans/.basket.yaml", "x", "FileOutsideLayout", "begin with a dot are ignored"),
            ["a plan with an extension in capitals"] = Planted("100644", "plans/basket.YAML", "x", "FileOutsideLayout", "in small letters"),
            ["a folder beside that of the plans"] = Planted(
                "100644",
                "PLANS/basket.yaml",
                "x",
                "FileNamesCollide",
                "The names plans and PLANS differ in case"
            ),
            ["manifests whose names differ in case"] = Planted(
                "100644",
                "manifests/PrometheusRule/CHECKOUT.yaml",
                "groups: []\n",
                "FileNamesCollide",
                "manifests/PrometheusRule/checkout.yaml: : The names"
            ),
            ["folders whose names differ in case"] = Planted(
                "100644",
                "manifests/OWN/other.yaml",
                "x",
                "FileNamesCollide",
                "Rename or remove one"
            ),
            ["a letter spelled in two ways"] = new(
                r =>
                {
                    r.Plant("100644", "manifests/own/caf\u00c3\u00a9.yaml");
                    r.Plant("100644", "manifests/own/cafe\u00cc\u0081.yaml");
                },
                ["FileNamesCollide"],
                "in the spelling of a letter only"
            )
            {
                IsPlanted = true,
            },
            ["a name that Windows keeps for a device"] = Planted("100644", "plans/aux.md", "x", "FileName", "The name aux.md is reserved"),
            ["a name with a colon"] = Planted(
                "100644",
                "manifests/own/a:b.yaml",
                "x",
                "FileName",
                "a character that Windows does not allow"
            ),
            ["a name that ends with a dot"] = Planted("100644", "manifests/own./b.yaml", "x", "FileName", "ends with a dot or a space"),
            ["a name that moves the cursor"] = Planted(
                "100644",
                "manifests/own/a\u001b[2Jb",
                "x",
                "FileName",
                "manifests/own/a\\u001b[2Jb: : The name has characters"
            ),
            ["a name that is written from right to left"] = Planted(
                "100644",
                "manifests/own/a\u00e2\u0080\u00aeb",
                "x",
                "FileName",
                "manifests/own/a\\u202eb"
            ),
            ["a name that is not UTF-8"] = Planted("100644", "manifests/own/a\u00ffb", "x", "FileName", "not valid UTF-8"),
            ["a name deep in folders"] = Planted(
                "100644",
                "manifests/" + string.Concat(Enumerable.Repeat("a/", 40)) + "b",
                "x",
                "FileName",
                "It lies more than 32 folders deep"
            ),
            ["a rule that was changed by hand"] = new(
                r => r.Edit("manifests/PrometheusRule/checkout.yaml", "severity: info", "severity: none"),
                ["ManifestsDoNotFit"],
                "manifests/PrometheusRule: : The manifests do not fit the plans: checkout.yaml. Run: Import-SloPlan plans | Get-SloPhase"
            ),
            ["a rule that is gone"] = new(
                r => r.DeleteFile("manifests/PrometheusRule/checkout.yaml"),
                ["ManifestsDoNotFit"],
                "do not fit the plans: checkout.yaml"
            ),
            ["rules in a folder of another name"] = new(
                r => r.Git("mv", "manifests/PrometheusRule", "manifests/rules"),
                ["ManifestsDoNotFit"],
                "manifests/PrometheusRule: : The manifests do not fit the plans: checkout.yaml, search.yaml"
            )
            {
                IsPlanted = true,
            },
            ["a rule of a plan that is gone"] = new(r => r.DeleteFile(Plan), ["ManifestsDoNotFit"], "do not fit the plans: checkout.yaml"),
        };
}
