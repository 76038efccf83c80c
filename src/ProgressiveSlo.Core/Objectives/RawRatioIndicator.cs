using System;
using System.Collections.Generic;

namespace ProgressiveSlo.Objectives;

/// <summary>
/// A query that is a ratio already, without the events behind it. Over a period its ratios can only be averaged, which is wrong
/// where traffic is uneven.
/// </summary>
public sealed class RawRatioIndicator : SloIndicator
{
    /// <summary>Makes an indicator.</summary>
    /// <param name="query">The ratio, 0 to 1, with <c>{{.window}}</c> where the window goes.</param>
    /// <param name="isSuccess">True when the ratio is that of good events, false for bad ones.</param>
    /// <param name="dataSource">What the query is written for.</param>
    public RawRatioIndicator(string query, bool isSuccess = false, string dataSource = Prometheus)
    {
        Query = query ?? throw new ArgumentNullException(nameof(query));
        IsSuccess = isSuccess;
        DataSource = dataSource ?? throw new ArgumentNullException(nameof(dataSource));
    }

    /// <inheritdoc/>
    public override string Type => "rawRatio";

    /// <summary>The ratio, 0 to 1, with <c>{{.window}}</c> where the window goes.</summary>
    public string Query { get; }

    /// <summary>True when the ratio is that of good events, false for bad ones.</summary>
    public bool IsSuccess { get; }

    /// <inheritdoc/>
    public override string DataSource { get; }

    /// <inheritdoc/>
    public override SliQueries? Queries => DataSource != Prometheus ? null : SliQueries.OfErrorRatio(IsSuccess ? $"1 - ({Query})" : Query);

    /// <summary>The query.</summary>
    public override string ToString() => IsSuccess ? Query : $"1 - ({Query})";
}
