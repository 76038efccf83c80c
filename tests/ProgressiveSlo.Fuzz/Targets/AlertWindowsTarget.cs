using System.Text;
using ProgressiveSlo.Formats.Manifests.AlertWindows;
using ProgressiveSlo.Fuzz.Inputs;

namespace ProgressiveSlo.Fuzz.Targets;

/// <summary>Alert windows, which are read from files only.</summary>
internal sealed class AlertWindowsTarget : SettingTarget
{
    public override string Name => "alert-windows";

    public override IEnumerable<string> Seeds() =>
        SeedFiles.Read("src/ProgressiveSlo.Formats/Manifests/AlertWindows", "tests/fixtures/sloth/windows");

    protected override object Read(string text)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, text, new UTF8Encoding(false));
            return AlertWindowSets.ReadFile(file, "windows.yaml");
        }
        finally
        {
            File.Delete(file);
        }
    }
}
