using ProgressiveSlo.Formats.Profiles;
using ProgressiveSlo.Formats.Templates;
using ProgressiveSlo.Planning;
using ProgressiveSlo.Templates;

namespace ProgressiveSlo.Formats.Tests.Templates;

/// <summary>Plans made of templates.</summary>
internal static class TemplatePlans
{
    public static SloTemplate BuiltIn(string name) =>
        BuiltInTemplates.Find(name) ?? throw new InvalidOperationException("There is no template " + name);

    /// <summary>A plan of a template, with its defaults and, where a value is needed, its example.</summary>
    public static SloPlan Make(SloTemplate template, string service = "checkout", params (string Name, string Value)[] values)
    {
        var given = template
            .Parameters.Where(p => p.IsRequired && values.All(v => v.Name != p.Name))
            .Select(p => KeyValuePair.Create(p.Name, p.Example))
            .Concat(values.Select(v => KeyValuePair.Create(v.Name, (string?)v.Value)));
        var measures = template.Fill(service, "shop", given);
        var subject = SloPlanner.CreateSpec(
            service,
            BuiltInProfiles.Find("default")!,
            measures.Indicator,
            SloPlanner.DefaultWindow,
            "shop"
        ) with
        {
            Latency = measures.Latency,
        };
        return SloPlanner.Plan(subject, new DateTime(2026, 1, 5));
    }

    public static SloTemplate Read(string yaml) => TemplateReader.Read(yaml, "mine.yaml", "/t/mine.yaml");
}
