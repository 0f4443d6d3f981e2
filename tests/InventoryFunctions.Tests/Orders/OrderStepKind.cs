namespace InventoryFunctions.Tests.Orders;

internal enum OrderStepKind
{
    /// <summary>The order is posted.</summary>
    Post,

    /// <summary>The order is posted twice at once.</summary>
    PostTwice,

    /// <summary>Another order is posted under its id.</summary>
    PostOther,

    /// <summary>The order's event is delivered.</summary>
    Event,

    /// <summary>An event with another order of its id is delivered.</summary>
    OtherEvent,

    Confirm,

    Release,

    /// <summary>Some activity that ran before runs once more.</summary>
    LateActivity,

    /// <summary>The process dies, and the next one starts.</summary>
    Crash,
}
