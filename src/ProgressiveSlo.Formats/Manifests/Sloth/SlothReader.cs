using System.Collections.Generic;
using System.Linq;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Manifests.AlertWindows;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Objectives;
using ProgressiveSlo.Planning;

namespace ProgressiveSlo.Formats.Manifests.Sloth;

/// <summary>Reads Sloth's specs: files of version prometheus/v1, and Kubernetes objects of kind PrometheusServiceLevel.</summary>
internal sealed class SlothReader : IManifestReader
{
    public const string Name = "Sloth";

    public string Format => Name;

    public bool NeedsSiblings => false;

    public IReadOnlyList<ManifestHead> KnownHeads =>
        [new("version", SlothKeys.FileVersion), new(ManifestHead.ApiVersion, SlothKeys.ObjectVersion, SlothKeys.ObjectKind)];

    public bool Recognises(ManifestDocument document) =>
        document.Head("apiVersion") == SlothKeys.ObjectVersion || (document.Head("apiVersion") is null && document.Head("version") == SlothKeys.FileVersion);

    public void Read(ManifestDocument document, IReadOnlyList<ManifestDocument> siblings, ManifestReadResult result)
    {
        var problems = new ProblemList(document.Path);
        if (Open(document, problems) is { } spec)
        {
            var items = spec.Body.NonEmptyItems("slos", "The list has no SLO");
            var names = new HashSet<string>();
            foreach (var (node, field) in items)
                SlothSloReader.Read(node, field, spec, names, problems, result);
        }

        result.Add(problems.InOrder);
    }

    private static SlothSpec? Open(ManifestDocument document, ProblemList problems)
    {
        if (MapReader.Open(document.Root, "", problems) is not { } map)
            return null;
        var spec = document.Head("version") == SlothKeys.FileVersion && document.Head("apiVersion") is null
            ? File(map, document)
            : Object(map, document, problems);
        if (spec is not null)
            Common(spec, problems);
        return spec;
    }

    private static SlothSpec File(MapReader map, ManifestDocument document)
    {
        map.RequiredText("version");
        return new SlothSpec(document, map, SlothKeys.Snake, SlothKeys.FileVersion);
    }

    private static SlothSpec? Object(MapReader map, ManifestDocument document, ProblemList problems)
    {
        map.RequiredText("apiVersion");
        var kind = map.RequiredText("kind");
        if (kind == AlertWindowsReader.Kind)
        {
            map.Problem(map.NodeOf("kind"), "kind", "This is a set of alert windows and no SLO", "Give the file as -AlertWindowSet where rules are written", "AlertWindowsNotSlo");
            return null;
        }

        if (kind != SlothKeys.ObjectKind)
        {
            if (kind.Length > 0)
                map.Problem(map.NodeOf("kind"), "kind", $"'{ServiceName.Printable(kind)}' is not a kind known here", $"Write {SlothKeys.ObjectKind}", "KindUnknown");
            return null;
        }

        var metadata = map.Map("metadata", required: true);
        var body = map.Map("spec", required: true);
        map.Has("status");
        if (metadata is null || body is null)
            return null;
        var spec = new SlothSpec(document, body, SlothKeys.Camel, SlothKeys.ObjectVersion)
        {
            Name = metadata.RequiredText("name"),
            Namespace = metadata.Checked<string>("namespace", required: false, PlanText.Check),
            ObjectLabels = TextsYaml.Read(metadata, "labels", problems),
            ObjectAnnotations = TextsYaml.Read(metadata, "annotations", problems),
        };
        spec.Ignore(map);
        return spec;
    }

    private static void Common(SlothSpec spec, ProblemList problems)
    {
        var body = spec.Body;
        spec.Places.Note("service", body, "service");
        spec.Service = body.Checked("service", required: true, (text, field) => CheckService(text, field)) ?? "";
        spec.Labels = SlothTexts.Read(spec.Places.Note("labels", body, "labels"), "labels", problems, spec.Places);
        SlothSloReader.Plugins(body, spec.Keys.SloPlugins, spec.Losses);
        body.Has("slos");
        spec.Ignore(body);
        spec.IsSound = !problems.Any;
    }

    private static string CheckService(string text, string field)
    {
        ServiceName.Check(text);
        return SlothName.IsValid(text)
            ? text
            : throw new SloValidationException(new FieldProblem(field, $"'{ServiceName.Printable(text)}' is not a service name for Sloth", SlothName.Rule) { Code = "NameInvalid" });
    }
}
