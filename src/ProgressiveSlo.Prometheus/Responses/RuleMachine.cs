using System;
using System.Collections.Generic;
using System.Text.Json;

namespace ProgressiveSlo.Prometheus.Responses;

/// <summary>
/// Follows the tokens of the groups in an answer of <c>/api/v1/rules</c> and gives away each alert rule when it is whole; everything else
/// is passed over by its depth. Format: Prometheus, HTTP API, "Rules".
/// </summary>
internal sealed class RuleMachine
{
    private const int InGroup = 2;
    private const int InRule = 4;
    private const int InLabels = 5;

    private readonly IRuleSink _sink;
    private Dictionary<string, string> _labels = new(StringComparer.Ordinal);
    private string _groupMember = "";
    private string _ruleMember = "";
    private string _label = "";
    private string _type = "";
    private string _query = "";
    private string _health = "";
    private int _depth;

    public RuleMachine(IRuleSink sink) => _sink = sink;

    /// <summary>Takes a token of the groups.</summary>
    /// <returns>Whether it was the last one.</returns>
    public bool Take(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartArray or JsonTokenType.StartObject:
                if (++_depth == InRule)
                    StartRule();
                return false;
            case JsonTokenType.EndArray or JsonTokenType.EndObject:
                if (_depth-- == InRule)
                    EndRule();
                return _depth == 0;
            case JsonTokenType.PropertyName:
                TakeName(ref reader);
                return false;
            case JsonTokenType.String when _groupMember == "rules":
                TakeText(ref reader);
                return false;

            // A null slice of Go: no groups.
            case JsonTokenType.Null:
                return _depth == 0;
            default:
                return _depth > 0 ? false : throw new MalformedAnswerException("its groups are no list");
        }
    }

    private void TakeName(ref Utf8JsonReader reader)
    {
        if (_depth == InGroup)
            _groupMember = reader.GetString()!;
        else if (_depth == InRule)
            _ruleMember = reader.GetString()!;
        else if (_depth == InLabels && _ruleMember == "labels")
            _label = reader.GetString()!;
    }

    private void TakeText(ref Utf8JsonReader reader)
    {
        if (_depth == InLabels && _ruleMember == "labels")
            _labels[_label] = reader.GetString()!;
        if (_depth != InRule)
            return;
        switch (_ruleMember)
        {
            case "type":
                _type = reader.GetString()!;
                break;
            case "query":
                _query = reader.GetString()!;
                break;
            case "health":
                _health = reader.GetString()!;
                break;
        }
    }

    private void StartRule()
    {
        _labels = new Dictionary<string, string>(StringComparer.Ordinal);
        (_ruleMember, _type, _query, _health) = ("", "", "", "");
    }

    private void EndRule()
    {
        if (_groupMember == "rules" && _type == "alerting")
            _sink.Add(new AlertRule(_labels, _query, _health == "err"));
    }
}
