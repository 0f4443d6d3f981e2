using DurableTask.Core;
using DurableTask.Core.History;
using InventoryFunctions.Workflows;

namespace InventoryFunctions.Tests.Workflows;

public sealed class WorkflowStepViewTests
{
    [Fact]
    public void Of_FailedActivity_NamesTheFailureAndItsCause()
    {
        FailureDetails cause = new("System.IO.IOException", "disk", null, null, false);
        TaskFailedEvent failed = new(4, 3, "reason", null, new FailureDetails("System.InvalidOperationException", "boom", "at …", cause, false));

        WorkflowStepView view = WorkflowStepView.Of(failed);

        Assert.Equal(("TaskFailed", 3), (view.Type, view.Ends));
        Assert.Equal(
            new WorkflowFailureView("System.InvalidOperationException", "boom", new WorkflowFailureView("System.IO.IOException", "disk", null)),
            view.Failure);
    }

    [Fact]
    public void Of_Timer_SaysWhenItIsDue()
    {
        DateTime due = new(2026, 1, 1, 12, 0, 0, DateTimeKind.Utc);

        Assert.Equal(new DateTimeOffset(due), WorkflowStepView.Of(new TimerCreatedEvent(2, due)).FireAt);
    }

    [Fact]
    public void Of_EventWithText_ShowsItAsJsonAndNotEscaped() => Assert.Equal(
        "yes", WorkflowStepView.Of(new EventRaisedEvent(-1, "\"yes\"") { Name = "Decision" }).Input?.ToString());

    [Fact]
    public void Read_WhatIsNoJson_StaysText() => Assert.Equal("{oops", JsonPayload.Read("{oops"));
}
