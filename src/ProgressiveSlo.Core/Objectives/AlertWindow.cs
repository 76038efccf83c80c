using System;

namespace ProgressiveSlo.Objectives;

/// <summary>One alert of an alert-window set: it fires when the long window burns that share of the period's error budget.</summary>
/// <param name="Severity">For example <c>page</c> or <c>ticket</c>.</param>
/// <param name="LongWindow">The longer window.</param>
/// <param name="ShortWindow">The shorter window.</param>
/// <param name="BudgetPercent">Share of the error budget, percent: more than 0, at most 100.</param>
public sealed record AlertWindow(string Severity, TimeSpan LongWindow, TimeSpan ShortWindow, decimal BudgetPercent);
