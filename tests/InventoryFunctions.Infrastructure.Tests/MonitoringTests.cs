using System.Text.Json.Nodes;
using InventoryFunctions.Infrastructure.Tests.Bicep;
using InventoryFunctions.Infrastructure.Tests.Rules;

namespace InventoryFunctions.Infrastructure.Tests;

public sealed class MonitoringTests(BicepCompiler compiler) : RuleTests(compiler)
{
    [Fact]
    [Trait("Parity", "A14")]
    public Task Logs_AreKeptFor30Days() => HoldsAsync(
        new LogsAreKeptFor30Days(),
        new Break("infra/monitoring.bicep", "retentionInDays: 30", "retentionInDays: 90"),
        new Break("infra/secrets.bicep", "  scope: vault\n  properties: {\n    workspaceId", "  properties: {\n    workspaceId"));

    [Fact]
    [Trait("Parity", "A15")]
    public Task Alarms_AreTheOriginals() => HoldsAsync(
        new AlarmsAreTheOriginals(),
        new Break("infra/alerts.bicep", "threshold: 5\n", "threshold: 6\n"),
        new Break("infra/alerts.bicep", "threshold: 240000\n    window: 'PT5M'", "threshold: 240000\n    window: 'PT10M'"),
        new Break("infra/alerts.bicep", "periods: 2", "periods: 1"),
        new Break("infra/alerts.bicep", "timeAggregation: 'Total'", "timeAggregation: 'Count'"),
        new Break("infra/alerts.bicep", "name: 'throttles'", "name: 'throttled'"));

    [Fact]
    [Trait("Parity", "A12")]
    [Trait("Parity", "A15")]
    public Task Alarms_ReachTheAdministrator() => HoldsAsync(
        new AlarmsReachTheAdministrator(),
        new Break("infra/alerts.bicep", "        actionGroups: [group.id]", "        actionGroups: []"),
        new Break("infra/alerts.bicep", "emailAddress: alertEmail", "emailAddress: 'nobody@example.com'"),
        new Break("infra/app.bicep", "Notifications__AlertEmail: alertEmail", "Notifications__AlertEmail: emailFrom"));

    [Fact]
    public Task Alarms_EachHaveASectionInTheRunbook() => HoldsAsync(
        new EveryAlarmIsInTheRunbook(),
        new Break("infra/alerts.bicep", "name: 'dead-letters'", "name: 'undelivered'"));

    [Fact]
    [Trait("Parity", "A6")]
    [Trait("Parity", "A16")]
    public Task Queries_AskForWhatTheAppEmits() => HoldsAsync(
        new QueriesAskForWhatIsEmitted(),
        new Break("infra/alerts.bicep", "\"PoisonMessages\"", "\"Poisoned\""),
        new Break("infra/alerts.bicep", "'AppRequests |", "'requests |"),
        new Break("infra/alerts.bicep", "measure: 'Failed'", "measure: 'Failures'"),
        new Break("infra/alerts.bicep", "metric: 'DeadLetteredCount'", "metric: 'DeadLetters'"),
        new Break("infra/workbook.json", "\\\"SuccessRate\\\"", "\\\"SuccessRatio\\\""));

    [Fact]
    [Trait("Parity", "A15")]
    public Task Queries_TakeMetricsAsTheyAreSent() => HoldsAsync(
        new QueriesTakeMetricsAsTheyAreSent(),
        new Break("infra/alerts.bicep", "TimeGenerated, Seconds = Sum", "TimeGenerated, Seconds = Max"),
        new Break("infra/alerts.bicep", "project TimeGenerated, ItemCount", "project ItemCount"),
        new Break("infra/workbook.json", "Stuck = max(Sum)", "Stuck = max(Max)"));

    [Fact]
    [Trait("Parity", "A15")]
    public Task Queries_DoNotTakeWhatWasRefusedForAFailure() => HoldsAsync(
        new WhatIsRefusedIsNoFailure(),
        new Break("infra/alerts.bicep", " and not(coalesce(toint(ResultCode), 0) between (400 .. 499))", ""),
        new Break("infra/workbook.json", "Success == false and not(coalesce(toint(ResultCode), 0) between (400 .. 499))", "Success == false"));

    [Theory]
    [InlineData("rate(2 hours)", null, null)]
    [InlineData("rate(2 hours)", "PT5H", "PT5H")]
    [InlineData("rate(1 hour)", "", null)]
    public async Task NoBatchUpdate_OnAnotherSchedule_IsWatchedForAsAsked(string schedule, string? within, string? window)
    {
        JsonObject parameters = new() { ["scheduleExpression"] = schedule };
        if (within is not null)
        {
            parameters["batchUpdateExpectedWithin"] = within;
        }

        Deployment deployment = await DeployAsync(parameters);

        Assert.Equal(window, deployment.All("Microsoft.Insights/scheduledQueryRules").SingleOrDefault(rule => rule.Name.EndsWith("-no-batch-update", StringComparison.Ordinal))?.Text("windowSize"));
    }

    [Fact]
    [Trait("Parity", "A16")]
    public Task Workbook_HasTheChartsOfTheOriginal() => HoldsAsync(
        new WorkbookHasTheOriginalsCharts(),
        new Break("infra/workbook.json", "\"max\": 100", "\"max\": 1"),
        new Break("infra/workbook.json", "\"name\": \"table-capacity\"", "\"name\": \"capacity\""),
        new Break("infra/workbook.json", "\\\"ItemsProcessed\\\", \\\"ItemsFailed\\\"", "\\\"ItemsProcessed\\\""),
        new Break("infra/workbook.bicep", "'__STORAGE_ACCOUNT_ID__'", "'__STORAGE__'"));
}
