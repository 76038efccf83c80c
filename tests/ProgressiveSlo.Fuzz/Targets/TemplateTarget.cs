using ProgressiveSlo.Formats.Plans;
using ProgressiveSlo.Formats.Profiles;
using ProgressiveSlo.Formats.Templates;
using ProgressiveSlo.Fuzz.Checks;
using ProgressiveSlo.Planning;
using ProgressiveSlo.Testing;

namespace ProgressiveSlo.Fuzz.Targets;

/// <summary>Templates: filled with sound values and with hostile ones, and planned.</summary>
internal sealed class TemplateTarget : FuzzTarget
{
    private static readonly DateTime _start = new(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc);

    public override string Name => "template";

    public override IEnumerable<string> Seeds() => BuiltInTemplates.Names.Select(BuiltInTemplates.Text);

    public override bool Run(FuzzInput input)
    {
        if (!input.TryDo(() => TemplateReader.Read(input.Text, "template.yaml", null), out var template))
            return false;
        var word = HostileWords.All[input.Text.Length % HostileWords.All.Count];
        foreach (var value in new[] { "checkout", word })
        {
            var values = template
                .Parameters.Where(p => p.IsRequired || value == word)
                .Select(p => KeyValuePair.Create(p.Name, (string?)value));
            if (!input.TryDo(() => template.Fill("checkout", "shop", values), out var measures))
                continue;
            var spec = SloPlanner.CreateSpec("checkout", BuiltInProfiles.All[0], measures.Indicator, SloPlanner.DefaultWindow) with
            {
                Latency = measures.Latency,
                TrialsPerDay = measures.TrialsPerDay,
            };
            var plan = input.Do(() => SloPlanner.Plan(spec, _start));
            var text = input.Do(() => Texts.Of(plan));
            Texts.MustBeSame("The plan of a template", text, Texts.Of(input.Do(() => PlanReader.Read(text, ""))));
            ManifestCheck.Run(input, plan.Phases[0].Definitions);
        }

        return true;
    }
}
