from config.kernels import ROOT, sources_of_loops


def test_machine_code_is_kept_by_all_that_went_into_it():
    """A constant that stands beside no loop is built into the code of one in another file."""
    found = {str(path.relative_to(ROOT / "projects")) for path in sources_of_loops()}

    assert {"risk/kernel.py", "risk/program.py", "risk/block.py", "risk/rows.py"} <= found
    assert {"schedule/passes.py", "schedule/kernels.py", "risk/philox.py"} <= found
    assert "models.py" not in found
