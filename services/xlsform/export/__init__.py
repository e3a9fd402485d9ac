"""Forms made of surveys: the way back from `services.xlsform`, for people who go on in form tools.

What a form can hold becomes rows; everything else becomes a finding with its place in the survey.
`form.export_form` is the way in; `workbook.write_workbook` is the only one that writes.
"""
