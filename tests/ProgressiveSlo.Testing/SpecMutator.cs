using System.Text;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace ProgressiveSlo.Testing;

/// <summary>Damages texts at random; the same random numbers give the same damage.</summary>
public static class SpecMutator
{
    // What parsers of numbers, durations, names, PromQL and YAML may trip over.
    private static readonly string[] _values =
    [
        "",
        " ",
        "null",
        "~",
        "true",
        "0",
        "-1",
        "1e400",
        "NaN",
        "Infinity",
        "79228162514264337593543950335",
        "0.000000000000000000000000000001",
        "100",
        "99.9",
        "0.999",
        "5m",
        "0s",
        "1y",
        "-5m",
        "99999999999999999999d",
        "1h30m5",
        "{{.window}}",
        "{{",
        "}}",
        "{{ .labels.x }}",
        "sum(rate(x[5m]))",
        "x{",
        "x{a=\"b\"}",
        "x offset 5m",
        "{__name__=\"x\"}",
        "((((((((((((((((",
        "a\u0000b",
        "a\nb",
        "../../etc/passwd",
        "<script>",
        "##vso[x]",
        "'",
        "\"",
        "\\",
        "üñí",
        "\ud83d\ude00",
        "pyrra.dev/",
        "pyrra.dev/v1alpha1",
        "prometheus/v1",
        "openslo/v1",
        "slo.dev/v1",
        "ServiceLevelObjective",
        "&a",
        "*a",
        "!!binary x",
        "- -",
        "? :",
    ];

    private const string Plain = "abcxyzABC0123456789-_./";

    private static readonly string[] _bytes =
    [
        "\n",
        "  ",
        "\t",
        ":",
        ": ",
        "- ",
        "'",
        "\"",
        "{",
        "}",
        "[",
        "]",
        "&a ",
        "*a",
        "!",
        "|",
        ">",
        "#",
        "%",
        "@",
        "`",
        "\\",
        "\0",
        "\u007f",
        "\u0085",
        "\ufeff",
        "---\n",
        "...\n",
        "? ",
        "0",
        "-",
        "é",
    ];

    /// <summary>Changes up to three places of the text: something is taken out, put in, doubled or cut off.</summary>
    public static string Bytes(string text, Random random)
    {
        var result = new StringBuilder(text);
        for (var edits = random.Next(1, 4); edits > 0 && result.Length > 0; edits--)
        {
            var at = random.Next(result.Length);
            var length = Math.Min(random.Next(1, 40), result.Length - at);
            switch (random.Next(9))
            {
                case 0:
                    result[at] = (char)random.Next(1, 0x250);
                    break;
                case 1:
                    result.Remove(at, length);
                    break;
                case 2:
                    result.Insert(at, _bytes[random.Next(_bytes.Length)]);
                    break;
                case 3:
                    result.Insert(random.Next(result.Length), result.ToString(at, length));
                    break;
                case 4 when random.Next(10) == 0:
                    result.Length = at;
                    break;
                case > 4 when char.IsLetterOrDigit(result[at]):
                    // Most texts stay YAML so, and the readers see what became of the words.
                    result[at] = Plain[random.Next(Plain.Length)];
                    break;
                default:
                    result.Insert(at, _values[random.Next(_values.Length)]);
                    break;
            }
        }

        return result.ToString();
    }

    /// <summary>
    /// Changes up to four nodes of the documents: values become others, keys are lost, renamed or moved, lists and mappings change places.
    /// </summary>
    public static string Tree(string text, Random random)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            var places = stream.Documents.SelectMany(d => Places(d.RootNode)).ToArray();
            if (places.Length == 0)
                return Bytes(text, random);
            for (var edits = random.Next(1, 5); edits > 0; edits--)
                Change(places[random.Next(places.Length)], places[random.Next(places.Length)], random);
            using var output = new StringWriter();
            stream.Save(output, assignAnchors: false);
            return output.ToString();
        }
        catch (Exception e) when (e is YamlException or InvalidOperationException or ArgumentException)
        {
            // The library names only the first of them, and can neither read all that is damaged already nor write all that it read.
            return Bytes(text, random);
        }
    }

    private static void Change(Place place, Place other, Random random)
    {
        switch (random.Next(7))
        {
            case 0:
                place.Remove();
                break;
            case 1:
                place.Put(Copy(other.Node));
                break;
            case 2:
                place.Put(new YamlSequenceNode(Copy(place.Node), Copy(place.Node)));
                break;
            case 3:
                place.Put(new YamlMappingNode(new YamlScalarNode("x"), Copy(place.Node)));
                break;
            case 4:
                place.Rename(_values[random.Next(_values.Length)]);
                break;
            case 5:
                place.Put(new YamlScalarNode(new string('9', random.Next(1, 5000))));
                break;
            default:
                place.Put(new YamlScalarNode(_values[random.Next(_values.Length)]));
                break;
        }
    }

    private static IEnumerable<Place> Places(YamlNode node) =>
        node switch
        {
            YamlMappingNode map => map.Children.ToArray().SelectMany(c => Places(c.Value).Prepend(new Place(map, c.Key, 0, c.Value))),
            YamlSequenceNode list => list.Children.ToArray().SelectMany((c, i) => Places(c).Prepend(new Place(list, null, i, c))),
            _ => [],
        };

    // Nodes are copied, so that a tree never holds itself.
    private static YamlNode Copy(YamlNode node) =>
        node switch
        {
            YamlMappingNode map => new YamlMappingNode(map.Children.Select(c => KeyValuePair.Create(Copy(c.Key), Copy(c.Value)))),
            YamlSequenceNode list => new YamlSequenceNode(list.Children.Select(Copy)),
            YamlScalarNode scalar => new YamlScalarNode(scalar.Value) { Style = scalar.Style },
            _ => node,
        };

    private sealed record Place(YamlNode Parent, YamlNode? Key, int Index, YamlNode Node)
    {
        public void Put(YamlNode node)
        {
            if (Parent is YamlMappingNode map && map.Children.ContainsKey(Key!))
                map.Children[Key!] = node;
            else if (Parent is YamlSequenceNode list && Index < list.Children.Count)
                list.Children[Index] = node;
        }

        public void Remove()
        {
            if (Parent is YamlMappingNode map)
                map.Children.Remove(Key!);
            else if (Parent is YamlSequenceNode list && Index < list.Children.Count)
                list.Children.RemoveAt(Index);
        }

        public void Rename(string name)
        {
            if (
                Parent is not YamlMappingNode map
                || !map.Children.TryGetValue(Key!, out var value)
                || map.Children.ContainsKey(new YamlScalarNode(name))
            )
                return;
            map.Children.Remove(Key!);
            map.Children.Add(new YamlScalarNode(name), value);
        }
    }
}
