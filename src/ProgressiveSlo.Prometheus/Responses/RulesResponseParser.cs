using System.Text.Json;

namespace ProgressiveSlo.Prometheus.Responses;

/// <summary>
/// Follows the tokens of the groups in an answer of <c>/api/v1/rules</c> and gives away each rule when it is whole; everything else
/// is skipped by its depth. Format: Prometheus, HTTP API, "Rules".
/// </summary>
internal sealed class RulesResponseParser
{
    private const int InGroup = 2;
    private const int InRule = 4;
    private const int InTexts = 5;

    private readonly IRuleSink _sink;
    private readonly LabelNameCache _names = new();
    private Dictionary<string, string>? _labels;
    private Dictionary<string, string>? _annotations;
    private LoadedGroup _group = new();
    private string _groupMember = "";
    private string _ruleMember = "";
    private string _label = "";
    private string _type = "";
    private string _name = "";
    private string _query = "";
    private string _health = "";
    private string _error = "";
    private double _seconds;
    private int _depth;

    public RulesResponseParser(IRuleSink sink) => _sink = sink;

    /// <summary>Takes a token of the groups.</summary>
    /// <returns>Whether it was the last one.</returns>
    public bool Process(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartArray or JsonTokenType.StartObject:
                Open(++_depth);
                return false;
            case JsonTokenType.EndArray or JsonTokenType.EndObject:
                if (_depth-- == InRule)
                    EndRule();
                return _depth == 0;
            case JsonTokenType.PropertyName:
                ProcessMemberName(ref reader);
                return false;
            case JsonTokenType.String when _depth == InGroup:
                ProcessGroupText(ref reader);
                return false;
            case JsonTokenType.String when _groupMember == "rules":
                ProcessRuleText(ref reader);
                return false;
            case JsonTokenType.Number when _depth == InRule && _ruleMember == "duration":
                // Alerts have a duration in seconds, and no number that is none.
                _seconds = reader.TryGetDouble(out var seconds) && seconds is > 0 and < 1e9 ? seconds : 0;
                return false;

            // A null slice of Go: no groups.
            case JsonTokenType.Null:
                return _depth == 0;
            default:
                return _depth > 0 ? false : throw new MalformedResponseException("its groups are not a list");
        }
    }

    private void Open(int depth)
    {
        if (depth == InGroup)
            (_group, _groupMember) = (new LoadedGroup(), "");
        else if (depth == InRule)
            StartRule();
    }

    private void ProcessMemberName(ref Utf8JsonReader reader)
    {
        if (_depth == InGroup)
            _groupMember = reader.GetString()!;
        else if (_depth == InRule)
            _ruleMember = reader.GetString()!;
        else if (_depth == InTexts && _ruleMember is "labels" or "annotations")
            _label = _names.Read(ref reader);
    }

    private void ProcessGroupText(ref Utf8JsonReader reader)
    {
        if (_groupMember == "name")
            _group.Name = reader.GetString()!;
        else if (_groupMember == "file")
            _group.File = reader.GetString()!;
    }

    private void ProcessRuleText(ref Utf8JsonReader reader)
    {
        if (_depth == InTexts && _ruleMember == "labels")
            (_labels ??= new Dictionary<string, string>(StringComparer.Ordinal))[_label] = reader.GetString()!;
        else if (_depth == InTexts && _ruleMember == "annotations")
            (_annotations ??= new Dictionary<string, string>(StringComparer.Ordinal))[_label] = reader.GetString()!;
        if (_depth != InRule)
            return;
        switch (_ruleMember)
        {
            case "type":
                _type = reader.GetString()!;
                break;
            case "name":
                _name = reader.GetString()!;
                break;
            case "query":
                _query = reader.GetString()!;
                break;
            case "health":
                _health = reader.GetString()!;
                break;
            case "lastError":
                _error = reader.GetString()!;
                break;
        }
    }

    private void StartRule()
    {
        (_labels, _annotations, _seconds) = (null, null, 0);
        (_ruleMember, _type, _name, _query, _health, _error) = ("", "", "", "", "", "");
    }

    private void EndRule()
    {
        if (_groupMember != "rules" || _type is not ("alerting" or "recording"))
            return;
        _sink.Add(
            new LoadedRule(_labels ?? LoadedRule.NoTexts, _query, _health == "err")
            {
                IsAlert = _type == "alerting",
                Name = _name,
                For = TimeSpan.FromSeconds(_seconds),
                Annotations = _annotations ?? LoadedRule.NoTexts,
                LastError = _error,
                Group = _group,
            }
        );
    }
}
